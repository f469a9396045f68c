// Bytes have one base64url text (RFC 4648, without padding), and only that is read.
#include "adapters/crypto/base64url.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string base64url(std::string_view bytes) {
    JUECE_ASSERT(crypto::parse_base64url(crypto::base64url(bytes)) == bytes, "any bytes come back");
    auto const read = crypto::parse_base64url(bytes);
    if (!read) return "refused";
    JUECE_ASSERT(crypto::base64url(*read) == bytes, "bytes have one text");
    return "accepted";
}

}  // namespace juece::fuzz
