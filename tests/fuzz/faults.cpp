// Faults of a request body.
#include "tests/fuzz/faults.hpp"

#include "adapters/codec/text.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string code_of(codec::Faults const& faults) {
    constexpr std::size_t faults_max = 100;
    JUECE_ASSERT(!faults.empty(), "a refused request has a fault");
    JUECE_ASSERT(faults.size() <= faults_max, "an answer is not many times as long as its request");
    for (auto const& fault : faults) {
        JUECE_ASSERT(!fault.code.empty() && !fault.message.empty(), "a fault says what it is");
        JUECE_ASSERT(fault.pointer.empty() || fault.pointer.front() == '/', "a fault points into the request");
        JUECE_ASSERT(
            !codec::invalid_utf8_at(fault.pointer) && !codec::invalid_utf8_at(fault.message), "an answer is UTF-8"
        );
    }
    return faults.front().code;
}

}  // namespace juece::fuzz
