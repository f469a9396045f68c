// A scenario is read whole, or every mistake has a place in the file and a hint.
#include <algorithm>

#include "adapters/codec/text.hpp"
#include "tests/fuzz/targets.hpp"
#include "tools/scenario/parse.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

std::size_t steps_in(scenario::Scenario const& read) {
    return static_cast<std::size_t>(std::ranges::count_if(read.lines, [](scenario::Line const& line) {
        return std::holds_alternative<scenario::Step>(line);
    }));
}

void check(scenario::Scenario const& read) {
    JUECE_ASSERT(!read.title.empty() && !read.profile.empty() && !read.statute.empty(), "a scenario says what it is");
    JUECE_ASSERT(steps_in(read) > 0, "a scenario has a step");
    std::optional<Timestamp> last;
    for (auto const& line : read.lines) {
        auto const* step = std::get_if<scenario::Step>(&line);
        if (step == nullptr) continue;
        JUECE_ASSERT((step->spec != nullptr) != (step->of_register != nullptr), "a step has one command");
        JUECE_ASSERT(!last || *last <= step->time, "steps are in the order of time");
        JUECE_ASSERT(step->occurred <= step->time, "an act comes before its record");
        last = step->time;
    }
}

}  // namespace

std::string scenario_file(std::string_view bytes) {
    auto const read = scenario::parse(bytes, "folder/name.scenario");
    auto const again = scenario::parse(std::string{bytes} + "\n", "folder/name.scenario");
    JUECE_ASSERT(read.has_value() == again.has_value(), "an empty line at the end means nothing");
    if (read) {
        check(read.value());
        JUECE_ASSERT(steps_in(read.value()) == steps_in(again.value()), "an empty line is no step");
        return "accepted";
    }
    auto const lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 1;
    auto const& mistakes = read.error();
    JUECE_ASSERT(!mistakes.empty(), "a scenario that is refused has a mistake");
    JUECE_ASSERT(std::ranges::is_sorted(mistakes, {}, &scenario::Mistake::at), "mistakes are in the order of the file");
    for (auto const& mistake : mistakes) {
        JUECE_ASSERT(!mistake.message.empty() && !mistake.hint.empty(), "a mistake says what to write instead");
        JUECE_ASSERT(mistake.at.line <= lines && mistake.at.column <= bytes.size() + 1, "a mistake lies in the file");
    }
    return "refused";
}

}  // namespace juece::fuzz
