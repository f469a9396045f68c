// Port: the two hash suites. Threads: any. Never fails.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "workflow/core/digest.hpp"

namespace juece::ports {

class Hasher {
public:
    virtual ~Hasher() = default;
    // SHA-256 and SM3 over the concatenation of the parts.
    virtual Digest digest(std::initializer_list<std::string_view> parts) const = 0;
    virtual Hash256 sha256(std::initializer_list<std::string_view> parts) const = 0;
    virtual Hash256 hmac_sha256(std::string_view key, std::string_view message) const = 0;
};

}  // namespace juece::ports
