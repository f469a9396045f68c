// A small HTTP/1.1 client for programs that talk to jueced: one connection, kept alive, requests one after the other,
// blocking.
//
// An answer is a value whatever its status. Throws WorldError: unavailable if the server cannot be reached, timeout
// if no answer came in time (the effect is unknown). A connection that the server has closed meanwhile is opened
// again, once, and the request sent again: changes carry an Idempotency-Key, so that is safe. Over https the server's
// certificate must be trusted and be of its name: else WorldError corrupt, which says in Chinese why. Threads: one at
// a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/tls.hpp"

namespace juece::http {

struct Endpoint {
    std::string host;
    std::uint16_t port = 80;
    bool tls = false;
};

// "http://host:port" or "https://host:port", perhaps with a slash at the end; nothing on anything else.
std::optional<Endpoint> parse_endpoint(std::string_view url);

struct Response {
    unsigned status = 0;
    std::vector<Field> fields;  // names lowercase
    std::string body;

    std::string_view field(std::string_view name) const;  // empty if absent
};

struct ClientTimeouts {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds answer{60'000};  // from the first byte sent to the last one received
};

class Client {
public:
    explicit Client(Endpoint endpoint, ClientTimeouts timeouts = {}, ClientTls trust = {});
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;

    // `target` is sent as it is: percent-encode it first (target.hpp).
    Response request(
        std::string_view method, std::string const& target, std::vector<Field> const& fields = {}, std::string body = {}
    );

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace juece::http
