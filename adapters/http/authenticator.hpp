// Who sends a request: the bearer token judged. Implemented over adapters/crypto by the programs that serve.
#pragma once

#include <string>
#include <string_view>

#include "workflow/core/result.hpp"
#include "workflow/service/service.hpp"

namespace juece::http {

class Authenticator {
public:
    virtual ~Authenticator() = default;
    // The error says in English why not; it is logged and not sent. Threads: the server's I/O thread. Never blocks.
    virtual Result<service::Identity, std::string> authenticate(std::string_view token) = 0;
};

}  // namespace juece::http
