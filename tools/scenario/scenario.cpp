// Small questions to a scenario, and how a mistake reads.
#include "tools/scenario/scenario.hpp"

#include <fmt/format.h>

namespace juece::scenario {

std::string Performer::text() const { return fmt::format("{}({})", procedure::code(role), name); }

std::string Scenario::organ_of(Performer const& performer) const {
    if (auto const own = organs.find(performer.text()); own != organs.end()) return own->second;
    if (auto const post = organs.find(procedure::code(performer.role)); post != organs.end()) return post->second;
    return std::string{procedure::code(performer.role)};
}

std::string described(Mistake const& mistake, std::string const& file) {
    auto result = fmt::format("{}:{}:{}: {}\n", file, mistake.at.line, mistake.at.column, mistake.message);
    if (!mistake.hint.empty()) result += fmt::format("    提示:{}\n", mistake.hint);
    return result;
}

}  // namespace juece::scenario
