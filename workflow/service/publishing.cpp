// Rules for a log that is open: what was sent is judged, compared with what is in force, and appended to its stream;
// in a lane of its own, decided again if another node was faster.
//
// The server checks what it can answer for: a statute is its own table, a profile and a notice are whole and canonical.
// A profile may not loosen what a law or an administrative regulation asks of everybody; what its parents ask is a
// matter of its files (adapters/system/profiles.hpp).
// Publishing what is in force already changes nothing, so a repeated request needs no Idempotency-Key.
#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "workflow/core/horizon.hpp"
#include "workflow/service/job.hpp"

namespace juece::service {
namespace {

using procedure::Fault;

Failed refused_registrar(Failed failure) {
    if (failure.problem == Problem::forbidden) failure.detail = "规则由决策机关或者其办公厅(室)发布";
    return failure;
}

Object const* object_in(Object const& data, std::string_view name) {
    auto const* value = data.find(name);
    return value != nullptr ? value->object() : nullptr;
}

// What was sent, as the core knows it; one of the three, or faults.
struct Sent {
    std::vector<Fault> faults;
    std::optional<dossier::Draft> draft;
    std::string stream;
    std::optional<rules::Profile> profile;
    std::optional<calendar::Notice> notice;
};

class Judging {
public:
    Judging(Ports const& ports, Object const& data) : ports_{ports}, data_{data} {}

    Sent statute() {
        refuse_others({"id", "digest"});
        auto const* statute = procedure::find_statute(data_.text("id"));
        if (statute == nullptr) {
            fault("unknown_statute", "id", fmt::format("本程序没有名为“{}”的法规表", data_.text("id")));
            return std::move(sent_);
        }
        auto draft = publish_statute(ports_.hasher, *statute);
        auto const* digest = data_.find("digest");
        if (digest != nullptr && !(*digest == *draft.event.data.find("digest")))
            fault("digest_mismatch", "digest", "与本程序所带的法规表不同");
        return done(statute_stream(statute->id), std::move(draft));
    }

    Sent profile() {
        refuse_others({"id", "in_force_from", "parameters", "replaces"});
        auto const id = data_.text("id");
        if (!rules::is_profile_id(id)) fault("bad_profile", "id", "应当是参数表的名称,如 shanghai/minhang");
        auto const day = in_force_from();
        auto const* parameters = object_in(data_, "parameters");
        if (parameters == nullptr) {
            fault("bad_profile", "parameters", "应当是参数的对象");
            return std::move(sent_);
        }
        auto read = rules::from_data(*parameters);
        if (!read) {
            for (auto const& [key, message] : read.assume_error())
                fault("bad_profile", "parameters/" + pointer(key), message);
            return std::move(sent_);
        }
        auto profile = std::move(read).assume_value();
        if (rules::to_data(profile) != *parameters) fault("bad_profile", "parameters", "参数不全,或者不是规范的写法");
        refuse_laxer(profile);
        profile.id = id;
        profile.in_force_from = day;
        auto draft = publish_profile(ports_.hasher, ports_.codec, profile);
        auto const stream = profile_stream(profile.id);
        sent_.profile = std::move(profile);
        return done(stream, std::move(draft));
    }

    Sent notice() {
        refuse_others({"notice"});
        auto const* written = object_in(data_, "notice");
        if (written == nullptr) {
            fault("bad_notice", "notice", "应当是通知的对象");
            return std::move(sent_);
        }
        auto read = calendar::from_data(*written);
        if (!read) {
            for (auto const& [key, message] : read.assume_error())
                fault("bad_notice", "notice/" + key, message);
            return std::move(sent_);
        }
        sent_.notice = std::move(read).assume_value();
        return done(calendar_stream(calendar_id), publish_notice(ports_.hasher, ports_.codec, *sent_.notice));
    }

private:
    Sent done(std::string stream, dossier::Draft draft) {
        sent_.stream = std::move(stream);
        if (sent_.faults.empty()) sent_.draft = std::move(draft);
        return std::move(sent_);
    }

    void refuse_laxer(rules::Profile const& profile) {
        for (auto const& parameter : rules::every_parameter()) {
            if (level(parameter.national.source) > NormLevel::administrative_regulation) continue;
            auto const value = parameter.get(profile);
            auto const floor = parameter.get(rules::Profile{});
            if (!rules::is_laxer(parameter, value, floor)) continue;
            fault(
                "laxer_profile",
                fmt::format("parameters/{}/value", parameter.name),
                fmt::format(
                    "“{}”宽于{}所定的“{}”",
                    text(parameter, value),
                    chinese_text(parameter.national),
                    text(parameter, floor)
                )
            );
        }
    }

    Day in_force_from() {
        if (!data_.has("in_force_from")) return {};
        auto const day = parse_day(data_.text("in_force_from"));
        if (!day || *day <= Day{}) {
            fault("bad_day", "in_force_from", "应当是 1970-01-02 起的日期,如 2026-03-01");
        } else if (!is_within_horizon(*day)) {
            fault("day_too_far", "in_force_from", "应当是早于 9000 年的日期");
        }
        return day.value_or(Day{});
    }

    void refuse_others(std::initializer_list<std::string_view> known) {
        for (auto const& [key, value] : data_) {
            if (std::find(known.begin(), known.end(), key) == known.end()) fault("unknown_field", key, "不认识的成员");
        }
    }

    static std::string pointer(std::string dotted) {
        std::ranges::replace(dotted, '.', '/');
        return dotted;
    }

    void fault(std::string code, std::string_view where, std::string message) {
        sent_.faults.push_back({std::move(code), fmt::format("/data/{}", where), std::move(message)});
    }

    Ports const& ports_;
    Object const& data_;
    Sent sent_;
};

std::optional<Sent> judged(Ports const& ports, RulesRequest const& request) {
    Judging judging{ports, request.data};
    if (request.command == "publish_statute") return judging.statute();
    if (request.command == "publish_profile") return judging.profile();
    if (request.command == "publish_calendar") return judging.notice();
    return std::nullopt;
}

// The version under which this very text is in force already; 0: none.
std::uint64_t version_in_force(Rulebook const& book, Sent const& sent) {
    if (sent.profile) {
        auto const* governing = book.profile_on(sent.profile->in_force_from);
        bool const is_same = governing != nullptr && governing->id == sent.profile->id &&
                             governing->in_force_from == sent.profile->in_force_from &&
                             rules::to_data(*governing) == rules::to_data(*sent.profile);
        return is_same ? governing->version : 0;
    }
    if (sent.notice) {
        std::uint64_t version = 0;
        for (auto const& notice : book.calendar().notices()) {
            if (notice.year != sent.notice->year || notice.known_from != sent.notice->known_from) continue;
            version = calendar::to_data(notice) == calendar::to_data(*sent.notice) ? notice.version : 0;
        }
        return version;
    }
    auto const id = sent.draft->event.data.text("id");
    auto const* published = book.statute_on(Day{procedure::find_statute(id)->in_force_from});
    return published != nullptr && published->statute->id == id ? published->version : 0;
}

// One slip must not put a whole government under another one's profile.
std::optional<Fault> other_profile(Rulebook const& book, Sent const& sent, Object const& data) {
    auto const governing = book.governing_profile();
    if (!sent.profile || governing.empty() || sent.profile->id == governing) return std::nullopt;
    if (data.text("replaces") == governing) return std::nullopt;
    auto message =
        fmt::format("本日志适用参数表“{}”;改用“{}”的,须写明 replaces = “{}”", governing, sent.profile->id, governing);
    return Fault{"other_profile", "/data/replaces", std::move(message)};
}

// The stream's last leaf, which the next one follows.
StreamEnd end_of(ports::EventLog& log, LogName const& name, std::string const& stream) {
    auto const version = log.head(name, stream).version;
    if (version == 0) return {};
    auto const last = log.read_stream(name, stream, version - 1, 1);
    return last.empty() ? StreamEnd{} : StreamEnd{last.front().version, last.front().hash, last.front().recorded_at};
}

Object entry_of(Publication const& one) {
    Object entry{{"kind", one.kind}, {"id", one.id}, {"version", one.version}, {"digest", one.digest}};
    if (one.kind == "calendar") {
        entry.set("known_from", text(one.holds_from));
        entry.set("number", one.number);
    } else if (one.holds_from != Day{}) {
        entry.set("in_force_from", text(one.holds_from));
    }
    return entry;
}

}  // namespace

struct Desk::Publishing {
    RulesRequest request;
    RulesReply reply;
    Sent sent;
    dossier::Draft draft;
    int decided = 0;
    Lane::Done done;
};

void Desk::publish(RulesRequest request, RulesReply reply) {
    auto publishing = std::make_shared<Publishing>();
    publishing->request = std::move(request);
    publishing->reply = std::move(reply);
    publishing->done = [] {};
    when_fresh([this, publishing](std::exception_ptr const& failure) {
        if (failure) return finish_publishing(publishing, failed(failure));
        admit_publishing(publishing);
    });
}

void Desk::admit_publishing(PublishingPtr const& publishing) {
    auto const& request = publishing->request;
    if (is_stranger(request.who)) return finish_publishing(publishing, stranger());
    auto const performer = registrar(sight(), request.who);
    if (!performer) return finish_publishing(publishing, refused_registrar(performer.error()));
    auto sent = judged(ports_, request);
    if (!sent) return finish_publishing(publishing, unknown_command(request.command));
    if (!sent->faults.empty()) return finish_publishing(publishing, invalid(std::move(sent->faults)));
    publishing->draft = *std::move(sent->draft);
    publishing->draft.event.actor = performer.value().actor;
    publishing->sent = *std::move(sent);
    publishing->sent.draft = publishing->draft;
    if (is_full(rules_lane_)) return finish_publishing(publishing, busy());
    rules_lane_.run([this, publishing](std::exception_ptr const& broken, Lane::Done done) {
        publishing->done = std::move(done);
        if (broken) return finish_publishing(publishing, failed(broken));
        read_rules_for(publishing);
    });
}

void Desk::read_rules_for(PublishingPtr const& publishing) {
    struct Rules {
        Rulebook book;
        StreamEnd end;
    };
    read_then<Rules>(
        ports_.strand,
        [this, publishing, log = state_.info.name] {
            return Rules{
                read_rulebook(ports_.log, ports_.codec, ports_.hasher, log),
                end_of(ports_.log, log, publishing->sent.stream)};
        },
        [this, publishing](std::exception_ptr const& failure, Rules rules) {
            if (failure) return finish_publishing(publishing, failed(failure));
            state_.book = std::move(rules.book);
            append_publication(publishing, rules.end);
        }
    );
}

void Desk::append_publication(PublishingPtr const& publishing, StreamEnd const& end) {
    auto const& says = publishing->draft.event.data;
    Published published{std::string{says.text("kind")}, std::string{says.text("id")}, end.version + 1, {}};
    if (auto fault = other_profile(state_.book, publishing->sent, publishing->request.data))
        return finish_publishing(publishing, invalid({std::move(*fault)}));
    if (auto const version = version_in_force(state_.book, publishing->sent); version > 0) {
        published.version = version;
        return finish_publishing(publishing, std::move(published));
    }
    if (publishing->request.dry_run) return finish_publishing(publishing, std::move(published));
    ++publishing->decided;
    auto draft = publishing->draft;
    draft.event.occurred_at = now();
    auto written = write(writer(), publishing->sent.stream, end, {std::move(draft)}, std::nullopt, now());
    auto const& leaf = written.item.leaves.front();
    if (leaf.bytes.size() > ports::leaf_bytes_max)
        return finish_publishing(publishing, invalid({{"leaf_too_large", "/data", "发布的内容过长"}}));
    published.event = RecordedEvent{leaf.id, leaf.type, published.version, 0};
    auto const committed = [this, publishing, published](ports::AppendOutcome const& outcome) {
        ports_.strand.post([this, publishing, published, outcome] {
            publication_committed(publishing, published, outcome);
        });
    };
    append(std::move(written.item), committed);
}

void Desk::publication_committed(
    PublishingPtr const& publishing, Published published, ports::AppendOutcome const& outcome
) {
    read_at_ = {};  // The next request reads the rules again.
    if (outcome.failure) return finish_publishing(publishing, failed(outcome.failure));
    if (outcome.what == ports::Appended::appended) {
        published.event->seq = outcome.first_seq;
        return finish_publishing(publishing, std::move(published));
    }
    if (publishing->decided >= decisions_max) return finish_publishing(publishing, busy());
    read_rules_for(publishing);
}

void Desk::finish_publishing(PublishingPtr const& publishing, std::variant<Published, Failed> answer) {
    publishing->reply(std::move(answer));
    std::exchange(publishing->done, [] {})();
}

void Desk::published(std::optional<Timestamp> as_of, RulesListReply reply) {
    when_fresh([this, as_of, reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        std::vector<Object> entries;
        for (auto const& one : state_.book.publications()) {
            if (!as_of || one.recorded_at <= *as_of) entries.push_back(entry_of(one));
        }
        reply(std::move(entries));
    });
}

}  // namespace juece::service
