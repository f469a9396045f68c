// A small Beast server: accept, read one head, answer, close.
#include "adapters/metrics/listener.hpp"

#include <chrono>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"

namespace juece::metrics {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t connections_max = 16;
constexpr std::uint32_t head_bytes_max = 8 * 1024;
constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds accept_pause{100};

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;
using WritePage = std::function<std::string()>;

Response answer_to(Request const& request, WritePage const& page) {
    Response response{http::status::ok, 11};
    auto const target = request.target();
    response.set(http::field::content_type, "text/plain; charset=utf-8");
    if (target.substr(0, target.find('?')) != "/metrics") {
        response.result(http::status::not_found);
        response.body() = "GET /metrics\n";
    } else if (request.method() != http::verb::get) {
        response.result(http::status::method_not_allowed);
        response.set(http::field::allow, "GET");
    } else {
        try {
            response.body() = page();
            response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
        } catch (std::exception const& error) {
            response.result(http::status::internal_server_error);
            response.body() = std::string{error.what()} + "\n";
        }
    }
    response.set(http::field::server, "jueced");
    response.keep_alive(false);
    response.prepare_payload();
    return response;
}

// One connection. It keeps itself alive through the operation that it waits for.
class Reader : public std::enable_shared_from_this<Reader> {
public:
    Reader(tcp::socket socket, WritePage const& page, std::size_t& open)
        : stream_{std::move(socket)}, page_{page}, open_{open} {
        ++open_;
        parser_.header_limit(head_bytes_max);
        parser_.body_limit(0);
    }
    ~Reader() { --open_; }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    void start() {
        stream_.expires_after(patience);
        http::async_read(stream_, buffer_, parser_, [self = shared_from_this()](beast::error_code ec, std::size_t) {
            if (!ec) self->answer();
        });
    }

private:
    void answer() {
        response_ = answer_to(parser_.get(), page_);
        stream_.expires_after(patience);
        http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code ec, std::size_t) {
            self->stream_.socket().shutdown(tcp::socket::shutdown_send, ec);
        });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::request_parser<http::empty_body> parser_;
    Response response_;
    WritePage const& page_;
    std::size_t& open_;
};

}  // namespace

struct Listener::Impl {
    Impl(tcp::endpoint const& endpoint, WritePage page_in) : page{std::move(page_in)} {
        acceptor.open(endpoint.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address{true});
        acceptor.bind(endpoint);
        acceptor.listen();
        accept();
        thread = std::thread{[this] { context.run(); }};
    }

    void accept() {
        acceptor.async_accept([this](beast::error_code ec, tcp::socket socket) {
            if (ec == asio::error::operation_aborted) return;
            if (ec) return accept_later();
            if (open < connections_max) std::make_shared<Reader>(std::move(socket), page, open)->start();
            accept();
        });
    }

    // Out of file descriptors, as a rule.
    void accept_later() {
        pause.expires_after(accept_pause);
        pause.async_wait([this](beast::error_code ec) {
            if (!ec) accept();
        });
    }

    WritePage page;
    std::size_t open = 0;
    asio::io_context context{1};
    asio::steady_timer pause{context};
    tcp::acceptor acceptor{context};
    std::thread thread;
};

Listener::Listener(std::string const& address, std::uint16_t port, std::function<std::string()> page) {
    try {
        impl_ = std::make_unique<Impl>(tcp::endpoint{asio::ip::make_address(address), port}, std::move(page));
    } catch (boost::system::system_error const& error) {
        throw ports::WorldError{
            ports::WorldErrorKind::unavailable,
            fmt::format("cannot show metrics on {} port {}: {}", address, port, error.what())};
    }
}

Listener::~Listener() {
    impl_->context.stop();
    impl_->thread.join();
}

std::uint16_t Listener::port() const { return impl_->acceptor.local_endpoint().port(); }

}  // namespace juece::metrics
