// TLS contexts: what jueced shows its clients and what our client asks of a server (docs/adr/0032-tls.md).
//
// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only. A context is never changed once it is made:
// a renewed certificate is a new context, and connections keep theirs. Errors: WorldError corrupt if a file cannot be
// used. Threads: any.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <boost/system/error_code.hpp>

namespace boost::asio::ssl {
class context;
}

namespace juece::http {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

// PEM files.
struct ServerTls {
    std::filesystem::path certificate;  // the whole chain
    std::filesystem::path key;
    std::optional<std::filesystem::path> client_ca;  // if set, every client must show a certificate of it
};

struct ClientTls {
    std::optional<std::filesystem::path> ca;           // absent: those of the system
    std::optional<std::filesystem::path> certificate;  // for servers that ask for one, with `key`
    std::optional<std::filesystem::path> key;
};

TlsContext server_context(ServerTls const& files);
TlsContext client_context(ClientTls const& files);

// Whether a handshake failed because the other side speaks HTTP without TLS.
bool is_plain_http(boost::system::error_code const& ec);
// Whether it is TLS that failed, not the connection below it.
bool is_tls_failure(boost::system::error_code const& ec);

}  // namespace juece::http
