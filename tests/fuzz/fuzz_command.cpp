// A request is read whole, or its faults say where they are.
#include "adapters/codec/request.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string command(std::string_view bytes) {
    auto const parsed = codec::parse_command_request(bytes);
    if (parsed) {
        JUECE_ASSERT(!parsed.value().command.empty(), "a request names a command");
        return "accepted";
    }
    auto const& faults = parsed.error();
    JUECE_ASSERT(!faults.empty(), "a refused request has a fault");
    for (auto const& fault : faults) {
        JUECE_ASSERT(!fault.message.empty(), "a fault says what it is");
        JUECE_ASSERT(fault.pointer.empty() || fault.pointer.front() == '/', "a fault points into the request");
    }
    return faults.front().code;
}

}  // namespace juece::fuzz
