// Machine: finds the region that a trigger belongs to and lets that region's machine answer.
#include "workflow/procedure/machine.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/procedure/judging.hpp"

namespace juece::procedure {
namespace {

std::ptrdiff_t place_of(Statute const& statute, Region region) {
    auto const* chapter = statute.chapter(region);
    JUECE_ASSERT(chapter != nullptr, "the statute has a chapter for this region");
    return chapter - statute.chapters.data();
}

}  // namespace

CorruptHistory::CorruptHistory(std::uint64_t version, std::string const& what)
    : std::runtime_error{fmt::format("corrupt history at version {}: {}", version, what)}, version_{version} {}

Machine Machine::of(Statute const& statute) {
    Machine machine{statute};
    for (auto const& chapter : statute.chapters)
        machine.regions_.push_back(chapter.start());
    return machine;
}

Machine Machine::clone() const {
    Machine copy{*statute_};
    for (auto const& region : regions_)
        copy.regions_.push_back(region->clone());
    return copy;
}

State Machine::state(Region region) const {
    return regions_[static_cast<std::size_t>(place_of(*statute_, region))]->state();
}

RowView const* Machine::row(Trigger on) const {
    auto const region = region_of(on);
    if (region == Region::none) return statute_->act(on);
    return statute_->chapter(region) != nullptr ? statute_->row(state(region), on) : nullptr;
}

std::vector<rules::Refusal> Machine::try_step(Trigger on, rules::Judgement const& judged) const {
    JUECE_ASSERT(row(on) != nullptr, "only what the table lists can be tried");
    if (region_of(on) == Region::none) return judge(row(on)->clauses, judged).refusals;
    return regions_[static_cast<std::size_t>(place_of(*statute_, region_of(on)))]->try_step(on, judged);
}

void Machine::replay(std::uint64_t version, Step const& step) {
    auto const* row = this->row(step.trigger);
    auto const is_of_the_table =
        row != nullptr && row->region == step.region && row->from == step.from && row->to == step.to;
    auto const written =
        fmt::format("{}: {} from {} to {}", code(step.region), code(step.trigger), code(step.from), code(step.to));
    if (!is_of_the_table) {
        auto const* chapter = statute_->chapter(step.region);
        throw CorruptHistory{
            version,
            fmt::format(
                "the table of {} has no step {}; the region stands at {}",
                statute_->id,
                written,
                chapter != nullptr ? code(state(step.region)) : "nothing"
            )};
    }
    bool const moved = regions_[static_cast<std::size_t>(place_of(*statute_, row->region))]->replay(step.trigger);
    JUECE_ASSERT(moved && state(row->region) == row->to, "the machine and its table agree");
}

}  // namespace juece::procedure
