// A publication of rules: its envelope, and the notice or the parameters that it publishes.
#include "adapters/codec/json.hpp"
#include "tests/fuzz/faults.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/calendar/notice.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/rules/profile.hpp"

namespace juece::fuzz {
namespace {

Object const* member(Object const& data, std::string_view key) {
    auto const* value = data.find(key);
    return value != nullptr ? value->object() : nullptr;
}

template <class Faults>
void check(Faults const& faults) {
    JUECE_ASSERT(!faults.empty(), "what is refused has a fault");
    for (auto const& [key, message] : faults)
        JUECE_ASSERT(!message.empty(), "a fault says what it is");
}

// What is read is written as it was read, and reads the same again.
std::string outcome_of_notice(Object const& data) {
    auto const read = calendar::from_data(data);
    if (!read) {
        check(read.error());
        return "bad_notice";
    }
    JUECE_ASSERT(calendar::faults_of(read.value()).empty(), "what is accepted has no fault");
    JUECE_ASSERT(calendar::to_data(read.value()) == data, "a notice has one spelling");
    return "accepted";
}

std::string outcome_of_parameters(Object const& data) {
    auto const read = rules::from_data(data);
    if (!read) {
        check(read.error());
        return "bad_parameters";
    }
    auto const written = rules::to_data(read.value());
    auto const again = rules::from_data(written);
    JUECE_ASSERT(again && rules::to_data(again.value()) == written, "a profile has one spelling");
    return "accepted";
}

}  // namespace

std::string rules_body(std::string_view bytes) {
    auto const parsed = codec::parse_rules_request(bytes);
    if (!parsed) return code_of(parsed.error());
    auto const& data = parsed.value().data;
    JUECE_ASSERT(!parsed.value().command.empty(), "a publication says what it publishes");
    if (auto const* notice = member(data, "notice")) return outcome_of_notice(*notice);
    if (auto const* parameters = member(data, "parameters")) return outcome_of_parameters(*parameters);
    return "accepted";
}

}  // namespace juece::fuzz
