// A command is read whole, or its faults say where they are; spelling does not matter.
#include "adapters/codec/json.hpp"
#include "tests/fuzz/faults.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

bool is_same(codec::ParsedCommand const& a, codec::ParsedCommand const& b) {
    return a.command == b.command && a.occurred_at == b.occurred_at && a.data == b.data && a.documents == b.documents &&
           a.reasons.size() == b.reasons.size() && a.performer.has_value() == b.performer.has_value() &&
           a.late_entry.has_value() == b.late_entry.has_value();
}

template <class Parse>
std::string outcome(std::string_view bytes, Parse parse) {
    auto const parsed = parse(bytes);
    if (!parsed) return code_of(parsed.error());
    JUECE_ASSERT(!parsed.value().command.empty(), "a request names a command");
    auto const canonical = codec::serialize(codec::parse(bytes).value());
    auto const again = parse(canonical);
    JUECE_ASSERT(again && is_same(again.value(), parsed.value()), "spaces and the order of members mean nothing");
    return "accepted";
}

}  // namespace

std::string command(std::string_view bytes) { return outcome(bytes, codec::parse_command_request); }

std::string entry(std::string_view bytes) {
    auto const code = outcome(bytes, codec::parse_register_request);
    if (code == "accepted")
        JUECE_ASSERT(codec::parse_command_request(bytes), "an entry is said as a command is, without the rest");
    return code;
}

}  // namespace juece::fuzz
