// Base64url without padding (RFC 4648 §5, RFC 7515 §2), one text for every sequence of bytes. Threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace juece::crypto {

std::string base64url(std::string_view bytes);
// Nothing for padding, other alphabets, impossible lengths, and last characters with bits that belong to no byte.
std::optional<std::string> parse_base64url(std::string_view text);

}  // namespace juece::crypto
