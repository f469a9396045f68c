// A rehearsal of case C2 up to the end of its public comment, event by event.
#include "tests/unit/adapters/golden_history.hpp"

#include <map>
#include <utility>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"

namespace juece {
namespace {

using namespace std::string_view_literals;
using procedure::Document;
using procedure::Event;
using procedure::Pin;
using procedure::Region;
using procedure::SealClass;
using procedure::State;
using procedure::Step;
using procedure::Trigger;

constexpr auto zero = "\0"sv;
constexpr auto log_name = "rehearsal-minhang"sv;
constexpr auto person = "7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b"sv;
constexpr auto decision = "6f1c1f0a-3c52-8a6e-9b1d-2f5e8c7a9b10"sv;

Value digest_value(Digest const& digest) { return Object{{"sha256", hex(digest.sha256)}, {"sm3", hex(digest.sm3)}}; }
std::string_view bytes_of(Hash256 const& hash) { return {reinterpret_cast<char const*>(hash.data()), hash.size()}; }

// Appends to the golden streams; versions, ids and prev follow from what came before.
class Log {
public:
    Event& append(
        std::string name, std::string stream, std::string type, std::string_view recorded_at, std::string_view post
    ) {
        settle();
        auto& [version, prev] = ends_[stream];
        Event event;
        event.version = ++version;
        event.id = next_id();
        event.type = std::move(type);
        event.actor.person = *PersonId::parse(person);
        event.actor.post = *PostCode::parse(post);
        event.actor.organ = *OrganCode::parse(post == "organ" ? "minhang-gov" : "minhang-yingji");
        event.actor.auth = "rehearsal";
        event.recorded_at = *parse_timestamp(recorded_at);
        event.occurred_at = event.recorded_at;
        leaves_.push_back(
            {std::move(name), {*LogName::parse(log_name), std::move(stream), prev, true}, std::move(event)}
        );
        return leaves_.back().event;
    }

    // What was asked, under an Idempotency-Key that nobody should use; the documents are those of the event. Asked
    // last.
    void command(char last_digit, std::string_view name, Object data, std::string_view decided = decision) {
        auto const key = std::string{"golden-key-0000000000"} + last_digit;
        auto& event = leaves_.back().event;
        Object body{{"command", name}, {"data", std::move(data)}};
        if (!decided.empty()) body.set("decision", decided);
        if (event.occurred_at != event.recorded_at) body.set("occurred_at", text(event.occurred_at));
        List documents;
        for (auto const& [role, digest, size, media_type, number] : event.documents)
            documents.emplace_back(Object{{"digest", digest_value(digest)}, {"number", number}, {"role", role}});
        if (!documents.empty()) body.set("documents", std::move(documents));
        event.command.emplace();
        event.command->key = hashing_.sha256({"juece/key/1", zero, log_name, zero, person, zero, key});
        event.command->body = hashing_.hmac_sha256(key, codec_.canonical(body));
    }

    // A document whose bytes are its own role and a line feed.
    void document(std::string const& role, std::string number = "") {
        auto const bytes = role + '\n';
        leaves_.back().event.documents.push_back(
            {role, hashing_.digest({bytes}), bytes.size(), "text/plain", std::move(number)}
        );
    }

    // A text of class government under the salt 00 01 02 … 1f.
    void seal(std::string const& role, std::string_view text) {
        Hash256 salt{};
        for (std::size_t i = 0; i < salt.size(); ++i)
            salt[i] = static_cast<std::uint8_t>(i);
        auto const payload = codec_.canonical(Object{{"media_type", "text/plain; charset=utf-8"}, {"text", text}});
        auto const digest = hashing_.digest({"juece/seal/1", zero, bytes_of(salt), payload});
        leaves_.back().event.sealed.push_back({role, SealClass::government, digest});
    }

    void judged(std::vector<std::string> articles, std::vector<std::string> rules) {
        auto& basis = leaves_.back().event.basis;
        basis.statute = Pin{"d713_2019", 1};
        basis.profile = Pin{"shanghai/minhang", 1};
        basis.articles = std::move(articles);
        basis.rules = std::move(rules);
    }

    Digest digest(std::string_view bytes) const { return hashing_.digest({bytes}); }

    std::vector<GoldenLeaf> take() { return std::move(leaves_); }

private:
    struct End {
        std::uint64_t version = 0;
        Digest hash;
    };

    // The last leaf is complete: its hash is what the stream's next one follows.
    void settle() {
        if (leaves_.empty()) return;
        auto const& last = leaves_.back();
        ends_[last.frame.stream].hash = hashing_.digest({zero, codec_.encode(last.frame, last.event)});
    }

    EventId next_id() {
        auto id = EventId::parse("018b2170-4a00-7000-8000-000000000000")->bytes();
        id.back() = static_cast<std::uint8_t>(leaves_.size() + 1);
        return EventId{id};
    }

    codec::LeafCodec codec_;
    crypto::Hashing hashing_;
    std::vector<GoldenLeaf> leaves_;
    std::map<std::string, End, std::less<>> ends_;
};

void open_log(Log& log) {
    auto const at = "2023-10-11T01:00:00.000000Z";
    log.append("log_opened", "log", "log.opened.v1", at, "office").data =
        Object{{"clock", at}, {"kafka", true}, {"name", log_name}, {"rehearsal", true}};
    Object const parameters{
        {"comment_days_min",
         Object{
             {"level", "administrative_regulation"},
             {"set_by", "national"},
             {"source", "D713 15(1)"},
             {"value", 30},
         }}};
    log.append("rules_published", "rules/profile/shanghai/minhang", "rules.published.v1", at, "office").data = Object{
        {"digest", digest_value(log.digest(codec::LeafCodec{}.canonical(parameters)))},
        {"id", "shanghai/minhang"},
        {"kind", "profile"},
        {"parameters", parameters},
    };
}

void propose(Log& log, std::string const& stream) {
    auto& event =
        log.append("proposal_submitted", stream, "proposal.submitted.v1", "2023-10-11T01:30:00.000000Z", "department");
    event.step = Step{Trigger::proposal_submitted, Region::main, State::absent, State::proposed};
    event.data = Object{{"category", "other_major"}, {"proposer_kind", "department"}};
    log.judged({"D713 10", "D713 3(1)", "D713 3(2)"}, {"R01", "R02", "R09"});
    log.document("proposal", "闵应急〔2023〕5号");
    auto const title = "上海市闵行区突发地质灾害应急预案(修订)";
    auto const problem = "预案已逾三年未修订\n职责与现行机构不符";
    log.seal("title", title);
    log.seal("problem", problem);
    auto asked = event.data;
    asked.set("title", title);
    asked.set("problem", problem);
    log.command('1', "propose", std::move(asked), "");
}

void study_and_start(Log& log, std::string const& stream) {
    auto& studied =
        log.append("proposal_studied", stream, "proposal.studied.v1", "2023-10-11T02:00:00.000000Z", "department");
    studied.step = Step{Trigger::proposal_studied, Region::main, State::proposed, State::studied};
    studied.data = Object{{"conclusion", "start"}};
    log.judged({"D713 10"}, {"R10"});
    log.command('2', "report_study", studied.data);
    auto& started =
        log.append("initiation_started", stream, "initiation.started.v1", "2023-10-11T03:00:00.000000Z", "organ");
    started.step = Step{Trigger::initiation_started, Region::main, State::studied, State::drafting};
    started.data = Object{{"complete_by", "2023-12-31"}, {"handlers", List{"minhang-yingji"}}};
    log.judged({"D713 10", "D713 11"}, {"R08", "R11"});
    log.document("decision");
    log.command('3', "start_procedure", started.data);
}

void draft(Log& log, std::string const& stream) {
    auto& drafted =
        log.append("drafting_completed", stream, "drafting.completed.v1", "2023-10-12T00:30:00.000000Z", "handler");
    drafted.step = Step{Trigger::drafting_completed, Region::main, State::drafting, State::drafted};
    log.judged({"D713 12"}, {});
    log.document("draft");
    log.command('4', "complete_draft", {});
}

void open_comment(Log& log, std::string const& stream) {
    auto& opened = log.append(
        "public_comment_opened", stream, "public_comment.opened.v1", "2023-10-12T01:00:00.000000Z", "handler"
    );
    opened.step = Step{Trigger::public_comment_opened, Region::public_comment, State::due, State::open};
    opened.data =
        Object{{"channels", List{"website", "email"}}, {"days", 30}, {"units_asked", 50}, {"until", "2023-11-11"}};
    log.judged({"D713 15(1)"}, {"R20", "R21"});
    for (auto const* role : {"notice", "draft", "explanation"})
        log.document(role);
    auto asked = opened.data;
    asked.erase("days");  // computed by the law
    log.command('5', "open_public_comment", std::move(asked));
}

void refuse_closing(Log& log) {
    auto& refused = log.append(
        "attempts_refused",
        "attempts/" + std::string{decision},
        "attempts.refused.v1",
        "2023-11-10T01:00:00.000000Z",
        "handler"
    );
    refused.data = Object{
        {"command", "close_public_comment"},
        {"decision", decision},
        {"refusals",
         List{Object{
             {"article", "D713 15(1)"},
             {"missing", Object{{"days_left", 2}, {"earliest", "2023-11-12"}, {"last_day", "2023-11-11"}}},
             {"rule", "R22"},
         }}},
        {"version", 5},
    };
    log.judged({"D713 15(1)"}, {"R22"});
}

// Typed in from a signed paper by the office (代录), three days late: every member that a leaf can have.
void close_comment(Log& log, std::string const& stream) {
    auto& closed = log.append(
        "public_comment_closed", stream, "public_comment.closed.v1", "2023-11-15T01:00:00.123456Z", "handler"
    );
    closed.occurred_at = *parse_timestamp("2023-11-12T01:00:00.000000Z");
    closed.step = Step{Trigger::public_comment_closed, Region::public_comment, State::open, State::closed};
    closed.data = Object{{"public_opinions", 0}, {"suggestions", 2}};
    closed.actor.on_behalf_of = procedure::OnBehalfOf{*PostCode::parse("handler-chief"), "acting"};
    closed.actor.entered_by =
        procedure::EnteredBy{*PersonId::parse("0b7a0c1e-64d5-4b0e-8d0f-6d9f4c2a1b3e"), *PostCode::parse("office")};
    closed.actor.authority = log.digest("authority\n");
    closed.late_entry = procedure::LateEntry{"paper_first", log.digest("source\n"), *PostCode::parse("office")};
    log.judged({"D713 15(1)"}, {"R22"});
    closed.basis.calendar = Pin{"2023", 1};
    closed.basis.register_version = 9;
    closed.basis.overrides = {{"R03", 0}};
    log.seal("reason", "\"引号\"、\\反斜线与\t制表符");
    log.command('6', "close_public_comment", closed.data);
}

}  // namespace

std::vector<GoldenLeaf> golden_history() {
    Log log;
    auto const stream = "decision/" + std::string{decision};
    open_log(log);
    propose(log, stream);
    study_and_start(log, stream);
    draft(log, stream);
    open_comment(log, stream);
    refuse_closing(log);
    close_comment(log, stream);
    return log.take();
}

}  // namespace juece
