// Codes of the classes of sealed payloads.
#include "workflow/procedure/event.hpp"

#include <algorithm>
#include <array>

namespace juece::procedure {
namespace {

constexpr std::array<std::string_view, 4> seal_codes{"government", "parties", "restricted", "personal"};

}  // namespace

std::string_view code(SealClass seal) { return seal_codes[static_cast<std::size_t>(seal)]; }

std::optional<SealClass> parse_seal_class(std::string_view code) {
    auto const found = std::ranges::find(seal_codes, code);
    if (found == seal_codes.end()) return std::nullopt;
    return static_cast<SealClass>(found - seal_codes.begin());
}

std::optional<Trigger> trigger_in(Event const& event) {
    if (event.step) return event.step->trigger;
    return parse_trigger(std::string_view{event.type}.substr(0, event.type.rfind('.')));
}

}  // namespace juece::procedure
