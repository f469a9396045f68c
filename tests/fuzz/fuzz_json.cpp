// What the JSON reader accepts has one canonical text, which reads back as the same value.
#include "adapters/codec/json.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string json(std::string_view bytes) {
    auto const parsed = codec::parse(bytes);
    if (!parsed) {
        auto const& error = parsed.error();
        JUECE_ASSERT(!error.code.empty() && !error.message.empty(), "an error says what it is");
        JUECE_ASSERT(error.offset <= bytes.size(), "an error lies within the text");
        return error.code;
    }
    auto const canonical = codec::serialize(parsed.value());
    auto const again = codec::parse(canonical);
    JUECE_ASSERT(again && again.value() == parsed.value(), "the canonical text is the same value");
    JUECE_ASSERT(codec::serialize(again.value()) == canonical, "there is one canonical text");
    return "accepted";
}

}  // namespace juece::fuzz
