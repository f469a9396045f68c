// Beast's asynchronous calls, each run to its end at once: only they know timeouts.
#include "adapters/http/client.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

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

std::string url_of(Endpoint const& endpoint) {
    return fmt::format("{}://{}:{}", endpoint.tls ? "https" : "http", endpoint.host, endpoint.port);
}

std::string why_not_trusted(long verdict) {
    switch (verdict) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "证书已经过期";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "证书尚未生效";
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "证书不是这个主机名的";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "签发证书的 CA 不受信任(JUECE_CA 可指明 CA 文件)";
        default:
            return X509_verify_cert_error_string(verdict);
    }
}

// The certificate must be of this very name, or of this address.
void expect_host(SSL* ssl, std::string const& host) {
    ErrorCode no_address;
    static_cast<void>(asio::ip::make_address(host, no_address));
    if (no_address) {
        SSL_set_tlsext_host_name(ssl, host.c_str());
        SSL_set1_host(ssl, host.c_str());
    } else {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    }
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view url) {
    constexpr std::string_view plain = "http://";
    constexpr std::string_view secure = "https://";
    constexpr std::uint16_t secure_port = 443;
    Endpoint endpoint;
    if (url.starts_with(secure)) {
        endpoint.tls = true;
        endpoint.port = secure_port;
    } else if (!url.starts_with(plain)) {
        return std::nullopt;
    }
    url.remove_prefix(endpoint.tls ? secure.size() : plain.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    if (url.empty() || url.find_first_of("/?#@ ") != std::string_view::npos) return std::nullopt;
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
    Impl(Endpoint endpoint_in, ClientTimeouts timeouts_in, ClientTls const& trust)
        : endpoint{std::move(endpoint_in)}, timeouts{timeouts_in} {
        if (endpoint.tls) tls_context = client_context(trust);
    }

    template <class Start>
    ErrorCode finish(Start start) {
        ErrorCode outcome = asio::error::would_block;
        start([&outcome](ErrorCode ec, auto const&...) { outcome = ec; });
        context.restart();
        context.run();
        return outcome;
    }

    // Calls `use` with the stream that there is.
    template <class Use>
    void with_stream(Use use) {
        if (secured) {
            use(*secured);
        } else {
            use(*plain);
        }
    }
    beast::tcp_stream& transport() { return secured ? beast::get_lowest_layer(*secured) : *plain; }
    bool is_connected() const { return plain || secured; }
    void drop() {
        plain.reset();
        secured.reset();
    }

    [[noreturn]] void fail(ErrorCode ec, std::string_view doing) {
        drop();
        auto const slow = ec == beast::error::timeout;
        if (is_tls_failure(ec))
            throw WorldError{WorldErrorKind::corrupt, fmt::format("{} 的 TLS 失败:{}", url_of(endpoint), ec.message())};
        throw WorldError{
            slow ? WorldErrorKind::timeout : WorldErrorKind::unavailable,
            fmt::format("{} {}: {}", doing, url_of(endpoint), ec.message())};
    }

    [[noreturn]] void fail_to_connect(ErrorCode ec) {
        drop();
        throw WorldError{
            WorldErrorKind::unavailable, fmt::format("connecting to {}: {}", url_of(endpoint), ec.message())};
    }

    void connect() {
        tcp::resolver resolver{context};
        ErrorCode ec;
        auto const addresses = resolver.resolve(endpoint.host, std::to_string(endpoint.port), ec);
        if (ec) fail(ec, "resolving");
        buffer.clear();
        if (tls_context) {
            secured.emplace(context, *tls_context);
        } else {
            plain.emplace(context);
        }
        transport().expires_after(timeouts.connect);
        ec = finish([&](auto done) { transport().async_connect(addresses, done); });
        if (ec) fail_to_connect(ec);
        transport().socket().set_option(tcp::no_delay{true}, ec);
        if (secured) shake_hands();
    }

    void shake_hands() {
        auto* const ssl = secured->native_handle();
        expect_host(ssl, endpoint.host);
        auto const ec = finish([&](auto done) { secured->async_handshake(asio::ssl::stream_base::client, done); });
        if (!ec) return;
        auto const verdict = SSL_get_verify_result(ssl);
        if (verdict == X509_V_OK && is_tls_failure(ec)) fail(ec, "TLS with");
        if (verdict == X509_V_OK) fail_to_connect(ec);
        drop();
        throw WorldError{
            WorldErrorKind::corrupt, fmt::format("不信任 {}:{}", url_of(endpoint), why_not_trusted(verdict))};
    }

    // Nothing: the connection was closed before any byte of an answer, and it was an old one.
    std::optional<Response> try_request(Request11 const& message, bool is_reused) {
        transport().expires_after(timeouts.answer);
        // A server that refuses early closes while we still send; its answer can be read all the same.
        auto const sent =
            finish([&](auto done) { with_stream([&](auto& stream) { bhttp::async_write(stream, message, done); }); });
        Parser parser;
        parser.body_limit(body_bytes_max);
        auto const ec = finish([&](auto done) {
            with_stream([&](auto& stream) { bhttp::async_read(stream, buffer, parser, done); });
        });
        if (ec) {
            if (is_reused && !parser.got_some() && ec != beast::error::timeout) return std::nullopt;
            fail(sent ? sent : ec, "talking to");
        }
        auto const keep = parser.keep_alive() && !sent;
        auto response = response_of(parser.release());
        if (!keep) drop();
        return response;
    }

    Endpoint endpoint;
    ClientTimeouts timeouts;
    TlsContext tls_context;  // none: plain HTTP
    asio::io_context context{1};
    beast::flat_buffer buffer;
    std::optional<beast::tcp_stream> plain;
    std::optional<beast::ssl_stream<beast::tcp_stream>> secured;
};

Client::Client(Endpoint endpoint, ClientTimeouts timeouts, ClientTls trust)
    : impl_{std::make_unique<Impl>(std::move(endpoint), timeouts, trust)} {}
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
    auto const is_reused = impl_->is_connected();
    if (!is_reused) impl_->connect();
    if (auto response = impl_->try_request(message, is_reused)) return std::move(*response);
    impl_->drop();
    impl_->connect();
    return *impl_->try_request(message, false);
}

}  // namespace juece::http
