// No bytes but those of the encoder are a leaf, and those are canonical JSON.
#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_codec.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string leaf(std::string_view bytes) {
    codec::LeafCodec const codec;
    auto const decoded = codec.decode(bytes);
    if (!decoded) {
        JUECE_ASSERT(!decoded.error().code.empty() && !decoded.error().message.empty(), "an error says what it is");
        return decoded.error().code;
    }
    auto const& [frame, event] = decoded.value();
    JUECE_ASSERT(codec.encode(frame, event) == bytes, "an event has one spelling");
    auto const parsed = codec::parse(bytes);
    JUECE_ASSERT(parsed && codec::serialize(parsed.value()) == bytes, "a leaf is canonical JSON");
    return "accepted";
}

}  // namespace juece::fuzz
