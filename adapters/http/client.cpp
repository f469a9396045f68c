// Beast's asynchronous calls, each run to its end at once: only they know timeouts.
#include "adapters/http/client.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"

namespace juece::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using ports::WorldError;
using ports::WorldErrorKind;

namespace {

using Request11 = bhttp::request<bhttp::string_body>;
using Parser = bhttp::response_parser<bhttp::string_body>;
using ErrorCode = beast::error_code;

constexpr std::uint64_t body_bytes_max = 1ULL << 30U;

Response response_of(bhttp::response<bhttp::string_body> message) {
    Response response;
    response.status = message.result_int();
    for (auto const& field : message) {
        std::string name{field.name_string()};
        std::transform(name.begin(), name.end(), name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        response.fields.emplace_back(std::move(name), field.value());
    }
    response.body = std::move(message.body());
    return response;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) return std::nullopt;
    url.remove_prefix(scheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    if (url.empty() || url.find_first_of("/?#@ ") != std::string_view::npos) return std::nullopt;
    Endpoint endpoint;
    auto host = url;
    auto const bracket = url.rfind(']');
    auto const colon = url.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        auto const digits = url.substr(colon + 1);
        auto const* end = digits.data() + digits.size();
        auto const parsed = std::from_chars(digits.data(), end, endpoint.port);
        if (parsed.ec != std::errc{} || parsed.ptr != end || endpoint.port == 0) return std::nullopt;
        host = url.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.empty()) return std::nullopt;
    endpoint.host = host;
    return endpoint;
}

std::string_view Response::field(std::string_view name) const {
    for (auto const& [key, value] : fields) {
        if (key == name) return value;
    }
    return {};
}

struct Client::Impl {
    Impl(Endpoint endpoint_in, ClientTimeouts timeouts_in) : endpoint{std::move(endpoint_in)}, timeouts{timeouts_in} {}

    template <class Start>
    ErrorCode finish(Start start) {
        ErrorCode outcome = asio::error::would_block;
        start([&outcome](ErrorCode ec, auto const&...) { outcome = ec; });
        context.restart();
        context.run();
        return outcome;
    }

    [[noreturn]] void fail(ErrorCode ec, std::string_view doing) {
        stream.reset();
        auto const slow = ec == beast::error::timeout;
        throw WorldError{
            slow ? WorldErrorKind::timeout : WorldErrorKind::unavailable,
            fmt::format("{} http://{}:{}: {}", doing, endpoint.host, endpoint.port, ec.message())};
    }

    void connect() {
        tcp::resolver resolver{context};
        ErrorCode ec;
        auto const addresses = resolver.resolve(endpoint.host, std::to_string(endpoint.port), ec);
        if (ec) fail(ec, "resolving");
        stream.emplace(context);
        buffer.clear();
        stream->expires_after(timeouts.connect);
        ec = finish([&](auto done) { stream->async_connect(addresses, done); });
        if (ec) {
            stream.reset();
            throw WorldError{
                WorldErrorKind::unavailable,
                fmt::format("connecting to http://{}:{}: {}", endpoint.host, endpoint.port, ec.message())};
        }
        stream->socket().set_option(tcp::no_delay{true}, ec);
    }

    // Nothing: the connection was closed before any byte of an answer, and it was an old one.
    std::optional<Response> try_request(Request11 const& message, bool is_reused) {
        stream->expires_after(timeouts.answer);
        // A server that refuses early closes while we still send; its answer can be read all the same.
        auto const sent = finish([&](auto done) { bhttp::async_write(*stream, message, done); });
        Parser parser;
        parser.body_limit(body_bytes_max);
        auto const ec = finish([&](auto done) { bhttp::async_read(*stream, buffer, parser, done); });
        if (ec) {
            if (is_reused && !parser.got_some() && ec != beast::error::timeout) return std::nullopt;
            fail(sent ? sent : ec, "talking to");
        }
        auto const keep = parser.keep_alive() && !sent;
        auto response = response_of(parser.release());
        if (!keep) stream.reset();
        return response;
    }

    Endpoint endpoint;
    ClientTimeouts timeouts;
    asio::io_context context{1};
    beast::flat_buffer buffer;
    std::optional<beast::tcp_stream> stream;
};

Client::Client(Endpoint endpoint, ClientTimeouts timeouts)
    : impl_{std::make_unique<Impl>(std::move(endpoint), timeouts)} {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Response Client::request(
    std::string_view method, std::string const& target, std::vector<Field> const& fields, std::string body
) {
    Request11 message;
    message.version(11);
    message.method_string({method.data(), method.size()});
    message.target(target);
    message.set(bhttp::field::host, fmt::format("{}:{}", impl_->endpoint.host, impl_->endpoint.port));
    for (auto const& [name, value] : fields)
        message.set(name, value);
    message.body() = std::move(body);
    // A request that may have a body says how long it is, even if it is empty.
    if (!message.body().empty() || method == "POST") message.content_length(message.body().size());
    auto const is_reused = impl_->stream.has_value();
    if (!is_reused) impl_->connect();
    if (auto response = impl_->try_request(message, is_reused)) return std::move(*response);
    impl_->connect();
    return *impl_->try_request(message, false);
}

}  // namespace juece::http
