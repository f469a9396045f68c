// Twenty commands, in the order of D713.
#include "tools/bench/course.hpp"

#include <random>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/ports/event_codec.hpp"

namespace juece::bench {
namespace {

constexpr std::string_view handler_organ = "bench-yingji";
constexpr std::string_view department_organ = "bench-guihua";

// Characters of the basic block of Chinese: NFC and visible, three bytes each.
std::string typed_text(std::size_t bytes, std::mt19937_64& random) {
    std::uniform_int_distribution<unsigned> character{0x4e00, 0x9fa5};
    std::string text;
    while (text.size() + 3 <= bytes) {
        auto const point = character(random);
        text += static_cast<char>(0xe0 | (point >> 12));
        text += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (point & 0x3f));
    }
    return text;
}

Step step(std::string_view command, Duty by, Object data) {
    auto const* spec = procedure::find_command(command);
    JUECE_ASSERT(spec != nullptr, "the course names commands of the statute");
    Step step;
    step.command = command;
    step.by = by;
    step.event_type = fmt::format("{}{}.v1", ports::type_prefix, procedure::code(spec->trigger));
    step.data = std::move(data);
    return step;
}

class Writer {
public:
    Writer(Papers const& papers, std::size_t text_bytes, std::uint64_t seed)
        : papers_{papers}, text_bytes_{text_bytes}, random_{seed} {}

    std::vector<Step> course() {
        propose();
        draft();
        hear();
        return std::move(steps_);
    }

private:
    void propose();
    void draft();
    void hear();

    Step& add(std::string_view command, Duty by, Object data, std::vector<std::string_view> const& papers = {}) {
        auto added = step(command, by, std::move(data));
        for (auto const role : papers)
            added.documents.push_back({std::string{role}, papers_.find(role)->second, 0, {}, {}});
        return steps_.emplace_back(std::move(added));
    }
    void find_absent(std::string_view fact, std::string_view law) {
        add("set_fact", Duty::handler, {{"fact", fact}, {"ground", law}, {"ground_text", text()}, {"value", false}});
    }
    void waive(std::string_view command, std::string_view fact) {
        Object const ground{{"fact", fact}, {"value", false}};
        add(command, Duty::handler, {{"ground", ground}, {"reason", text()}});
    }
    void register_opinion(int receipt) {
        Object opinion{
            {"channel", "website"}, {"opinion", text()}, {"receipt", receipt}, {"received_on", "2026-01-12"}};
        add("register_opinion", Duty::office, std::move(opinion)).repeatable = true;
    }
    std::string text() { return typed_text(text_bytes_, random_); }

    Papers const& papers_;
    std::size_t text_bytes_;
    std::mt19937_64 random_;
    std::vector<Step> steps_;
};

// D713 10, 11.
void Writer::propose() {
    add("propose",
        Duty::department,
        {{"category", "public_policy"},
         {"feasibility", "职责明确,资料齐备"},
         {"grounds", "上级预案已经修订"},
         {"necessity", "现行预案与机构职责不符"},
         {"problem", text()},
         {"proposer_kind", "department"},
         {"solution", "修订组织体系和响应分级"},
         {"title", "突发地质灾害应急预案修订"}});
    add("report_study", Duty::department, {{"conclusion", "start"}, {"summary", text()}});
    add("return_proposal", Duty::office, {{"reason", text()}});
    add("report_study", Duty::department, {{"conclusion", "start"}, {"summary", text()}});
    add("start_procedure", Duty::organ, {{"complete_by", "2026-12-31"}, {"handlers", List{handler_organ}}}, {"decision"}
    );
}

// D713 12, 13, and which of the later stages this item does not need.
void Writer::draft() {
    find_absent("F_VITAL", "D713 16(1)");
    find_absent("F_RISK", "D713 22(1)");
    find_absent("F_MARKET", "D713 29(1)");
    add("request_consultation",
        Duty::handler,
        {{"answer_by", "2026-02-27"}, {"note", text()}, {"units", List{department_organ}}});
    add("answer_consultation", Duty::department, {{"answer", "agree"}, {"opinion", text()}, {"unit", department_organ}}
    );
    add("complete_draft", Duty::handler, {}, {"draft", "explanation", "law_inventory", "cost_benefit"});
}

// D713 14–18.
void Writer::hear() {
    add("open_public_comment",
        Duty::handler,
        {{"channels", List{"website", "email", "post"}}, {"until", "2026-02-27"}},
        {"notice", "draft", "explanation", "publicity_review"});
    register_opinion(1);
    register_opinion(2);
    add("record_participation",
        Duty::handler,
        {{"day", "2026-01-12"}, {"method", "symposium"}, {"participants", 12}, {"summary", text()}},
        {"record"})
        .repeatable = true;
    waive("waive_hearing", "F_VITAL");
    waive("waive_risk_assessment", "F_RISK");
    waive("waive_competition_review", "F_MARKET");
    add("revise_draft", Duty::handler, {{"reason", text()}}, {"draft"});
    register_opinion(3);
}

constexpr procedure::Role role_of(Duty duty) {
    switch (duty) {
        case Duty::department:
            return procedure::Role::department;
        case Duty::office:
            return procedure::Role::office;
        case Duty::organ:
            return procedure::Role::organ;
        case Duty::handler:
            return procedure::Role::handler;
    }
    JUECE_ASSERT(false, "every duty has its role");
}

std::string_view organ_of(Duty duty) {
    switch (duty) {
        case Duty::department:
            return department_organ;
        case Duty::office:
            return "bench-office";
        case Duty::organ:
            return "bench-gov";
        case Duty::handler:
            return handler_organ;
    }
    JUECE_ASSERT(false, "every duty has its organ");
}

}  // namespace

service::Identity official(Duty duty, std::size_t item) {
    UuidBytes person{0xbe, 0x4c, static_cast<std::uint8_t>(duty)};
    person[6] = 0x80;  // UUIDv8
    person[8] = 0x80;
    for (std::size_t i = 0; i < 4; ++i)
        person[15 - i] = static_cast<std::uint8_t>(item >> (8 * i));
    auto const role = role_of(duty);
    return {
        PersonId{person},
        *PostCode::parse(procedure::code(role)),
        *OrganCode::parse(organ_of(duty)),
        {role},
        "rehearsal"};
}

std::vector<std::string_view> paper_roles() {
    return {
        "cost_benefit", "decision", "draft", "explanation", "law_inventory", "notice", "publicity_review", "record"};
}

Timestamp course_clock() { return at_time(*parse_day("2026-01-12"), std::chrono::hours{10}); }

std::vector<Step> make_course(Papers const& papers, std::size_t text_bytes, std::uint64_t seed) {
    return Writer{papers, text_bytes, seed}.course();
}

Step wrong_order() { return step("list_for_deliberation", Duty::office, {{"meeting", "standing_meeting"}}); }

}  // namespace juece::bench
