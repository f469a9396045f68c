// Text that may come in is UTF-8, normal and visible; a fault points at the offender.
#include "adapters/codec/json.hpp"
#include "adapters/codec/text.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string nfc_text(std::string_view bytes) {
    auto const fault = codec::check_text(bytes, codec::Invisible::refused);
    auto const invalid = codec::invalid_utf8_at(bytes);
    if (fault) {
        JUECE_ASSERT(fault->offset < bytes.size(), "a fault lies within the text");
        JUECE_ASSERT(fault->code != "invalid_utf8" || fault->code_point == 0, "bytes that are none have no character");
        JUECE_ASSERT(fault->code != "invalid_utf8" || invalid == fault->offset, "both find the same byte");
        return fault->code;
    }
    JUECE_ASSERT(!invalid, "what comes in is UTF-8");
    JUECE_ASSERT(!codec::check_text(bytes, codec::Invisible::allowed), "who allows more refuses no more");
    if (bytes.find('\0') != std::string_view::npos) return "accepted";
    std::string quoted;
    codec::serialize_string_to(quoted, bytes);
    auto const read = codec::parse(quoted);
    JUECE_ASSERT(read && read.value() == Value{bytes}, "what comes in can be a string of JSON");
    return "accepted";
}

}  // namespace juece::fuzz
