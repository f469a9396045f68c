// Finds which results a return voids, and which waivers a fact or an annulment leaves without ground.
#include "workflow/dossier/consequences.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "workflow/core/assertion.hpp"

namespace juece::dossier {
namespace {

using procedure::Region;
using procedure::State;
using procedure::Trigger;
using rules::Switch;

// The stages beside the main line that have a result which a return may void.
constexpr std::array result_regions{
    Region::public_comment, Region::hearing, Region::expert_review, Region::risk_assessment, Region::fair_competition};

// With which value of which fact a stage can be waived; with the other, no waiver of it has a ground.
struct Duty {
    Region region;
    Switch fact;
    bool value;
};
constexpr std::array duties{
    Duty{Region::public_comment, Switch::not_public, true},
    Duty{Region::hearing, Switch::hear_law, false},
    Duty{Region::expert_review, Switch::tech, false},
    Duty{Region::risk_assessment, Switch::risk, false},
    Duty{Region::fair_competition, Switch::market, false},
    Duty{Region::npc, Switch::npc, false},
};

// The row by nobody of a stage ("hearing", "voided"), if there is one from here.
procedure::RowView const* row_of_nobody(Dossier const& dossier, std::string_view stage, std::string_view what) {
    auto const trigger = procedure::parse_trigger(std::string{stage} + "." + std::string{what});
    return trigger ? dossier.machine.row(*trigger) : nullptr;
}

template <class T>
bool is_known(rules::Known<T> const& fact, Timestamp at) {
    return fact && fact->occurred_at <= at;
}

void add_legality_results(Dossier const& dossier, Timestamp at, std::vector<FinishedResult>& results) {
    auto const& facts = dossier.facts;
    auto const is_current = [&](Digest const& text) { return facts.draft && facts.draft->value == text; };
    if (is_known(facts.cleared_draft, at))
        results.push_back({"legality_initial", facts.cleared_draft->version, is_current(facts.cleared_draft->value)});
    // A finding that the draft is illegal leaves nothing that could stand.
    if (is_known(facts.review, at) && facts.review->value.verdict != "illegal")
        results.push_back({"legality_review", facts.review->version, is_current(facts.review->value.draft)});
}

std::vector<Consequence> voided_by_return(Dossier const& dossier, Command const& command) {
    std::vector<Consequence> voided;
    auto const* member = command.data.find("results");
    auto const* rows = member != nullptr ? member->list() : nullptr;
    if (rows == nullptr) return voided;
    for (auto const& value : *rows) {
        auto const& row = *value.object();
        if (row.text("verdict") != "void") continue;
        auto const* of_nobody = row_of_nobody(dossier, row.text("stage"), "voided");
        JUECE_ASSERT(of_nobody != nullptr, "a finished result can be voided from where its region stands");
        voided.push_back({of_nobody, static_cast<std::uint64_t>(row.number("version"))});
    }
    return voided;
}

// Whether the waiver of a region no longer has a ground, once the fact has this value.
bool loses_ground(Dossier const& dossier, Region region, Switch fact, bool value) {
    auto const duty = std::ranges::find(duties, region, &Duty::region);
    if (duty != duties.end() && duty->fact == fact && duty->value != value) return true;
    auto const ground = dossier.facts.waivers.find(region);
    return ground != dossier.facts.waivers.end() && ground->second.fact == fact && ground->second.value != value;
}

std::vector<Consequence> reinstated_by_fact(Dossier const& dossier, Command const& command) {
    std::vector<Consequence> reinstated;
    auto const fact = rules::parse_switch(command.data.text("fact"));
    if (!fact) return reinstated;
    for (auto const& duty : duties) {
        auto const* row = row_of_nobody(dossier, code(duty.region), "reinstated");
        if (row == nullptr || !loses_ground(dossier, duty.region, *fact, command.data.flag("value"))) continue;
        auto const& waived = dossier.facts.stage(duty.region);
        reinstated.push_back({row, waived ? waived->version : 0});
    }
    return reinstated;
}

// A result or waiver that was entered by mistake is none: its region must not stand as if it were.
std::vector<Consequence> undone_by_annulment(Dossier const& dossier, Command const& command) {
    std::vector<Consequence> undone;
    auto const target = static_cast<std::uint64_t>(command.data.number("target"));
    for (auto const region : procedure::every_region()) {
        auto const& outcome = dossier.facts.stage(region);
        if (!outcome || outcome->version != target) continue;
        auto const* what = outcome->value == rules::Outcome::waived ? "reinstated" : "voided";
        if (auto const* row = row_of_nobody(dossier, code(region), what)) undone.push_back({row, target});
    }
    return undone;
}

}  // namespace

bool is_return(Trigger on) {
    return on == Trigger::legality_initial_returned || on == Trigger::legality_review_failed ||
           on == Trigger::deliberation_returned;
}

std::vector<FinishedResult> finished_results(Dossier const& dossier, Timestamp at) {
    std::vector<FinishedResult> results;
    auto const& facts = dossier.facts;
    for (auto const region : result_regions) {
        auto const& outcome = facts.stage(region);
        bool const is_finished = is_known(outcome, at) && outcome->value == rules::Outcome::finished;
        if (is_finished && row_of_nobody(dossier, code(region), "voided") != nullptr)
            results.push_back({code(region), outcome->version});
    }
    for (auto const& method : facts.participation) {
        if (method.occurred_at <= at) results.push_back({"participation", method.version});
    }
    add_legality_results(dossier, at, results);
    return results;
}

std::vector<Consequence> consequences_of(Dossier const& dossier, Command const& command) {
    auto const on = command.spec->trigger;
    if (is_return(on)) return voided_by_return(dossier, command);
    if (on == Trigger::fact_set) return reinstated_by_fact(dossier, command);
    if (on == Trigger::entry_annulled) return undone_by_annulment(dossier, command);
    return {};
}

List vanishing(Dossier const& dossier, Command const& command) {
    List regions;
    auto const fact = rules::parse_switch(command.data.text("fact"));
    for (auto const& duty : duties) {
        bool const may_be_waived = duty.fact == fact && duty.value == command.data.flag("value");
        bool const is_due = dossier.machine.statute().chapter(duty.region) != nullptr &&
                            dossier.machine.state(duty.region) == State::due;
        if (may_be_waived && is_due) regions.emplace_back(code(duty.region));
    }
    return regions;
}

}  // namespace juece::dossier
