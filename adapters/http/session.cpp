// Reading heads and bodies under limits, writing answers, closing so that the last answer still arrives. All of it is
// written once for both kinds of stream, TCP and TLS over TCP, and compiled for each: no call on the way of a byte
// looks at which it is.
#include "adapters/http/session.hpp"

#include <algorithm>
#include <optional>
#include <random>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <fmt/format.h>

#include "adapters/http/answer_head.hpp"
#include "adapters/http/dispatch.hpp"
#include "adapters/http/framing.hpp"

namespace juece::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t read_bytes = 4'096;
constexpr std::size_t copied_bytes_max = 64 * 1024;  // a body that travels in one write with its head
constexpr std::size_t linger_bytes_max = 1024 * 1024;
constexpr std::chrono::seconds linger_timeout{2};

// Ids of requests are names, not secrets.
std::string new_request_id() {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    UuidBytes bytes{};
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(engine());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
    return uuid_text(bytes);
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace

class Connection {
public:
    Connection(std::shared_ptr<ServerState> state_in, tcp::socket const& socket) : state{std::move(state_in)} {
        beast::error_code ec;
        auto const remote = socket.remote_endpoint(ec);
        if (!ec) peer = fmt::format("{}:{}", remote.address().to_string(), remote.port());
        state->connections.insert(this);
    }
    virtual ~Connection() { state->connections.erase(this); }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    Limits const& limits() const { return state->environment.limits; }
    std::string_view unread() const { return {static_cast<char const*>(buffer.data().data()), buffer.size()}; }
    virtual void close() = 0;

    std::shared_ptr<ServerState> state;
    beast::flat_buffer buffer;
    std::string peer;
    bool waiting = true;  // for the first byte of a request
};

namespace {

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

template <class Stream>
class ConnectionOver final : public Connection {
public:
    // `with` is what the stream needs besides its socket: nothing, or the context of TLS.
    template <class... With>
    ConnectionOver(std::shared_ptr<ServerState> state_in, tcp::socket socket, With&... with)
        : Connection{std::move(state_in), socket}, stream{std::move(socket), with...} {
        beast::error_code ec;
        transport().socket().set_option(tcp::no_delay{true}, ec);
    }

    beast::tcp_stream& transport() { return beast::get_lowest_layer(stream); }
    void expires_after(std::chrono::milliseconds time) { transport().expires_after(time); }
    void close() override {
        beast::error_code ec;
        transport().socket().close(ec);
    }

    Stream stream;
};

using Parser = bhttp::request_parser<bhttp::buffer_body>;
using Piece = Result<std::optional<std::string>, Trouble>;

// The body of the request under way.
template <class Stream>
class Body : public BodySource {
public:
    Body(ConnectionOver<Stream>& connection, Parser& parser) : connection_{connection}, parser_{parser} {}

    void limit(std::size_t bytes_max) override { bytes_max_ = bytes_max; }
    asio::awaitable<Piece> next() override;
    std::size_t bytes() const { return bytes_; }
    bool is_broken() const { return broken_; }
    bool is_read() const { return parser_.is_done(); }

private:
    // Malformed chunks are answered; a connection that ended or was too slow cannot be.
    Trouble broken(beast::error_code ec) {
        broken_ = ec.category() != bhttp::make_error_code(bhttp::error::bad_chunk).category() ||
                  ec == bhttp::error::end_of_stream || ec == bhttp::error::partial_message;
        return malformed({}, "请求体不完整或者分块有误", "bad_body");
    }
    Trouble too_large() { return {Code::too_large, fmt::format("请求体最多 {} 字节", bytes_max_), {}, {}, {}}; }

    ConnectionOver<Stream>& connection_;
    Parser& parser_;
    std::size_t bytes_max_ = 0;
    std::size_t bytes_ = 0;
    bool invited_ = false;
    bool broken_ = false;  // cut off: no answer can arrive
};

template <class Stream>
asio::awaitable<void> invite(ConnectionOver<Stream>& connection) {
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    connection.expires_after(connection.limits().write_timeout);
    co_await asio::async_write(connection.stream, asio::buffer(text), quietly);
}

template <class Stream>
asio::awaitable<Piece> Body<Stream>::next() {
    auto const announced = parser_.content_length();
    if (announced && *announced > bytes_max_) co_return too_large();
    if (parser_.is_done()) co_return std::optional<std::string>{};
    auto const expects = lower(parser_.get()[bhttp::field::expect]) == "100-continue";
    if (expects && !invited_ && connection_.buffer.size() == 0) co_await invite(connection_);
    invited_ = true;

    auto const left = announced ? std::min<std::uint64_t>(*announced - bytes_, piece_bytes) : piece_bytes;
    std::string piece(static_cast<std::size_t>(left), '\0');
    auto& space = parser_.get().body();
    space.data = piece.data();
    space.size = piece.size();
    connection_.expires_after(connection_.limits().body_timeout);
    auto const result = co_await bhttp::async_read(connection_.stream, connection_.buffer, parser_, quietly);
    auto const ec = std::get<0>(result);
    if (ec && ec != bhttp::error::need_buffer) co_return broken(ec);
    piece.resize(piece.size() - space.size);
    bytes_ += piece.size();
    if (bytes_ > bytes_max_) co_return too_large();
    if (piece.empty()) co_return std::optional<std::string>{};
    co_return std::optional{std::move(piece)};
}

// Reads until a whole head is in the buffer. Nothing: the connection ended, or was too slow.
template <class Stream>
asio::awaitable<std::optional<HeadScan>> read_head(ConnectionOver<Stream>& connection) {
    connection.waiting = connection.buffer.size() == 0;
    auto const& limits = connection.limits();
    connection.expires_after(connection.waiting ? limits.idle_timeout : limits.head_timeout);
    for (;;) {
        auto scan = scan_head(connection.unread(), limits.head_bytes_max);
        if (scan.verdict != HeadScan::Verdict::incomplete) co_return scan;
        auto const space = connection.buffer.prepare(read_bytes);
        auto const result = co_await connection.stream.async_read_some(space, quietly);
        if (std::get<0>(result)) co_return std::nullopt;
        connection.buffer.commit(std::get<1>(result));
        if (connection.waiting) connection.expires_after(limits.head_timeout);
        connection.waiting = false;
    }
}

// Sends the answer. False: the connection cannot be used any more.
template <class Stream>
asio::awaitable<bool> send(ConnectionOver<Stream>& connection, Reply reply, std::string request_id, bool keep_alive) {
    auto bytes = answer_head(reply, request_id, connection.state->environment.clock.now(), keep_alive);
    bool const is_large = reply.body.size() > copied_bytes_max;
    if (!reply.headers_only && !is_large) bytes += reply.body;
    connection.expires_after(connection.limits().write_timeout);
    auto const begun = co_await asio::async_write(connection.stream, asio::buffer(bytes), quietly);
    if (std::get<0>(begun)) co_return false;
    if (!reply.headers_only && is_large) {
        auto const sent = co_await asio::async_write(connection.stream, asio::buffer(reply.body), quietly);
        if (std::get<0>(sent)) co_return false;
    }
    co_return keep_alive;
}

// Closing at once would reset the connection while the client still sends, and the answer would be lost on its way.
template <class Stream>
asio::awaitable<void> close_gently(ConnectionOver<Stream>& connection) {
    auto& transport = connection.transport();
    connection.expires_after(linger_timeout);
    // Says in TLS's own words that the answer is whole. What the client still sends is dropped as it is.
    if constexpr (std::is_same_v<Stream, TlsStream>) co_await connection.stream.async_shutdown(quietly);
    beast::error_code ec;
    transport.socket().shutdown(tcp::socket::shutdown_send, ec);
    std::size_t dropped = 0;
    while (!ec && dropped < linger_bytes_max) {
        connection.buffer.clear();
        auto const space = connection.buffer.prepare(read_bytes);
        auto const result = co_await transport.async_read_some(space, quietly);
        ec = std::get<0>(result);
        dropped += std::get<1>(result);
    }
    connection.close();
}

struct Started {
    std::string request_id = new_request_id();
    std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now();
};

void report(
    Connection const& connection, Started const& started, Request const& request, Answer const& answer, std::size_t in
) {
    auto const duration = std::chrono::steady_clock::now() - started.at;
    connection.state->environment.on_access(
        {started.request_id,
         connection.peer,
         request.method,
         request.path,
         answer.reply.status,
         answer.code,
         answer.person,
         std::chrono::duration_cast<std::chrono::microseconds>(duration),
         in,
         answer.reply.body.size(),
         request.route}
    );
}

ExchangePtr new_exchange(Connection const& connection, Started const& started) {
    auto exchange = std::make_shared<Exchange>();
    exchange->state = connection.state;
    exchange->request.id = started.request_id;
    return exchange;
}

// A head that cannot be read: answered, then closed.
template <class Stream>
asio::awaitable<bool> reject_head(ConnectionOver<Stream>& connection, HeadScan scan) {
    Started const started;
    auto const exchange = new_exchange(connection, started);
    auto trouble = malformed({}, "请求头有误", "bad_head");
    trouble.cause = scan.reason;
    if (scan.verdict == HeadScan::Verdict::too_large) {
        trouble = {Code::too_large, fmt::format("请求头最多 {} 字节", connection.limits().head_bytes_max), {}, {}, {}};
    }
    auto const answer = answer_to(*exchange, trouble);
    report(connection, started, exchange->request, answer, connection.buffer.size());
    co_return co_await send(connection, answer.reply, started.request_id, false);
}

void copy_head(Request& request, Parser const& parser) {
    auto const& head = parser.get();
    auto const target = std::string_view{head.target().data(), head.target().size()};
    request.method = std::string{head.method_string()};
    request.path = std::string{target.substr(0, target.find('?'))};
    for (auto const& field : head) {
        request.fields.emplace_back(lower({field.name_string().data(), field.name_string().size()}), field.value());
    }
}

// One request and its answer. False: the connection is over.
template <class Stream>
asio::awaitable<bool> serve_request(ConnectionOver<Stream>& connection, std::size_t head_bytes) {
    Started const started;
    auto const exchange = new_exchange(connection, started);
    Parser parser;
    parser.body_limit(boost::none);
    parser.header_limit(static_cast<std::uint32_t>(connection.limits().head_bytes_max));
    beast::error_code ec;
    auto const head = asio::buffer(connection.buffer.data(), head_bytes);
    auto const used = parser.put(head, ec);
    connection.buffer.consume(used);
    if (ec || !parser.is_header_done()) {
        HeadScan const scan{HeadScan::Verdict::malformed, 0, ec ? ec.message() : "a head that does not end"};
        co_return co_await reject_head(connection, scan);
    }
    copy_head(exchange->request, parser);
    Body<Stream> body{connection, parser};
    exchange->body = &body;
    auto target = std::string{parser.get().target()};
    auto answer = co_await dispatch(exchange, std::move(target));
    report(connection, started, exchange->request, answer, body.bytes());
    if (body.is_broken()) co_return false;
    auto const is_new = parser.get().version() == 11;
    auto const keep_alive = is_new && parser.keep_alive() && body.is_read() && !connection.state->stopping;
    auto reply = std::move(answer.reply);
    reply.headers_only = exchange->request.method == "HEAD";
    co_return co_await send(connection, std::move(reply), started.request_id, keep_alive);
}

template <class Stream>
asio::awaitable<void> serve_requests(ConnectionOver<Stream>& connection) {
    while (!connection.state->stopping) {
        auto const scan = co_await read_head(connection);
        if (!scan) co_return;
        bool goes_on = false;
        if (scan->verdict == HeadScan::Verdict::complete) {
            goes_on = co_await serve_request(connection, scan->size);
        } else {
            goes_on = co_await reject_head(connection, *scan);
        }
        if (!goes_on) break;
    }
    co_await close_gently(connection);
}

// Answers 503 and closes.
template <class Stream>
asio::awaitable<void> turn_away(ConnectionOver<Stream>& connection) {
    Started const started;
    auto const exchange = new_exchange(connection, started);
    auto const answer = answer_to(*exchange, {Code::busy, "连接过多,请稍后重试", {}, {}, "too many connections"});
    report(connection, started, exchange->request, answer, 0);
    auto reply = answer.reply;
    co_await send(connection, std::move(reply), started.request_id, false);
    co_await close_gently(connection);
}

template <class Stream>
asio::awaitable<void> serve(ConnectionOver<Stream>& connection, Welcome welcome) {
    return welcome == Welcome::served ? serve_requests(connection) : turn_away(connection);
}

// Somebody wrote http:// for https://. He reads plain text only, so he is answered in it.
asio::awaitable<void> refuse_plain_http(std::shared_ptr<ServerState> state, tcp::socket socket) {
    ConnectionOver<PlainStream> connection{std::move(state), std::move(socket)};
    Started const started;
    auto const exchange = new_exchange(connection, started);
    auto const answer = answer_to(*exchange, malformed({}, "这个端口只接受 https", "plain_http"));
    report(connection, started, exchange->request, answer, 0);
    auto reply = answer.reply;
    co_await send(connection, std::move(reply), started.request_id, false);
    co_await close_gently(connection);
}

// A client that comes slowly is cut off as one whose head does.
asio::awaitable<bool> shake_hands(ConnectionOver<TlsStream>& connection) {
    connection.expires_after(connection.limits().head_timeout);
    auto const result = co_await connection.stream.async_handshake(asio::ssl::stream_base::server, quietly);
    auto const ec = std::get<0>(result);
    if (!ec) co_return true;
    if (is_plain_http(ec)) {
        connection.state->connections.erase(&connection);  // The plain one that takes the socket over is counted.
        auto socket = connection.transport().release_socket();
        co_await refuse_plain_http(connection.state, std::move(socket));
    } else if (is_tls_failure(ec)) {
        connection.state->environment.on_fault({{}, "tls", fmt::format("{}: {}", connection.peer, ec.message())});
    }
    co_return false;
}

asio::awaitable<void> serve_plain(std::shared_ptr<ServerState> state, tcp::socket socket, Welcome welcome) {
    ConnectionOver<PlainStream> connection{std::move(state), std::move(socket)};
    try {
        co_await serve(connection, welcome);
    } catch (std::exception const& error) {
        connection.state->environment.on_fault({{}, "connection", error.what()});
    }
}

asio::awaitable<void> serve_tls(
    std::shared_ptr<ServerState> state, tcp::socket socket, Welcome welcome, TlsContext context
) {
    ConnectionOver<TlsStream> connection{std::move(state), std::move(socket), *context};
    try {
        if (co_await shake_hands(connection)) co_await serve(connection, welcome);
    } catch (std::exception const& error) {
        connection.state->environment.on_fault({{}, "connection", error.what()});
    }
}

}  // namespace

asio::awaitable<void> serve_connection(std::shared_ptr<ServerState> state, tcp::socket socket, Welcome welcome) {
    if (auto context = state->tls) return serve_tls(std::move(state), std::move(socket), welcome, std::move(context));
    return serve_plain(std::move(state), std::move(socket), welcome);
}

void close_connections(ServerState& state, bool all) {
    for (auto* connection : state.connections) {
        if (all || connection->waiting) connection->close();
    }
}

}  // namespace juece::http
