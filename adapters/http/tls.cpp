// Contexts of Asio, and the settings of OpenSSL for which Asio has no word.
#include "adapters/http/tls.hpp"

#include <array>
#include <string_view>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "workflow/ports/world_error.hpp"

namespace juece::http {

namespace ssl = boost::asio::ssl;

namespace {

constexpr char const* ciphers_of_tls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";
// As ALPN writes a list of names: each behind its length.
constexpr std::string_view http11 = "\x08http/1.1";
constexpr std::string_view session_context = "jueced";

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

// Without it OpenSSL would ask for a pass phrase on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

using Bytes = unsigned char const*;

// `in` is what the client offers.
int choose_protocol(SSL*, Bytes* out, unsigned char* out_size, Bytes in, unsigned in_size, void*) {
    unsigned char* found = nullptr;
    auto const ours_size = static_cast<unsigned>(http11.size());
    auto const overlap = SSL_select_next_proto(&found, out_size, bytes_of(http11), ours_size, in, in_size);
    *out = found;
    return overlap == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

[[noreturn]] void refuse(std::filesystem::path const& file, std::string const& why) {
    ERR_clear_error();
    throw ports::WorldError{ports::WorldErrorKind::corrupt, fmt::format("TLS: {}: {}", file.string(), why)};
}

void check(boost::system::error_code const& ec, std::filesystem::path const& file) {
    if (ec) refuse(file, ec.message());
}

TlsContext new_context(ssl::context::method method) {
    auto context = std::make_shared<ssl::context>(method);
    auto* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(native, ciphers_of_tls12);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    // Thousands of connections wait for their next request: none of them needs buffers meanwhile.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_default_passwd_cb(native, no_pass_phrase);
    return context;
}

void use_identity(ssl::context& context, std::filesystem::path const& certificate, std::filesystem::path const& key) {
    boost::system::error_code ec;
    context.use_certificate_chain_file(certificate.string(), ec);
    check(ec, certificate);
    context.use_private_key_file(key.string(), ssl::context::pem, ec);
    check(ec, key);
    if (SSL_CTX_check_private_key(context.native_handle()) != 1) refuse(key, "does not belong to the certificate");
}

void trust(ssl::context& context, std::filesystem::path const& ca) {
    boost::system::error_code ec;
    context.load_verify_file(ca.string(), ec);
    check(ec, ca);
}

}  // namespace

TlsContext server_context(ServerTls const& files) {
    auto context = new_context(ssl::context::tls_server);
    auto* const native = context->native_handle();
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    SSL_CTX_set_session_id_context(native, bytes_of(session_context), static_cast<unsigned>(session_context.size()));
    use_identity(*context, files.certificate, files.key);
    if (!files.client_ca) return context;
    trust(*context, *files.client_ca);
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    // The names that a client is told, so that it can choose among its certificates; the context owns the list.
    SSL_CTX_set_client_CA_list(native, SSL_load_client_CA_file(files.client_ca->c_str()));
    return context;
}

TlsContext client_context(ClientTls const& files) {
    auto context = new_context(ssl::context::tls_client);
    auto* const native = context->native_handle();
    SSL_CTX_set_alpn_protos(native, bytes_of(http11), static_cast<unsigned>(http11.size()));
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    if (files.ca) {
        trust(*context, *files.ca);
    } else {
        SSL_CTX_set_default_verify_paths(native);
    }
    if (files.certificate && files.key) use_identity(*context, *files.certificate, *files.key);
    return context;
}

bool is_tls_failure(boost::system::error_code const& ec) {
    return ec.category() == boost::asio::error::get_ssl_category();
}

bool is_plain_http(boost::system::error_code const& ec) {
    return is_tls_failure(ec) && ERR_GET_REASON(static_cast<unsigned long>(ec.value())) == SSL_R_HTTP_REQUEST;
}

}  // namespace juece::http
