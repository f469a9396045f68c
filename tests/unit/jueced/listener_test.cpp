// The listener of metrics over a real socket: its page, what it refuses, and that its address may be taken.
#include "adapters/metrics/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow/ports/world_error.hpp"

namespace juece::metrics {
namespace {

namespace asio = boost::asio;
using testing::HasSubstr;
using testing::StartsWith;

std::string asked(std::uint16_t port, std::string const& request) {
    asio::io_context context;
    asio::ip::tcp::socket socket{context};
    socket.connect({asio::ip::make_address("127.0.0.1"), port});
    boost::system::error_code ec;
    asio::write(socket, asio::buffer(request), ec);
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), ec);
    return answer;
}

TEST(Listener, AnswersItsPageAndNothingElse) {
    int pages = 0;
    Listener const listener{"127.0.0.1", 0, [&] { return "page " + std::to_string(++pages) + "\n"; }};
    auto const page = asked(listener.port(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(page, StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(page, HasSubstr("text/plain; version=0.0.4"));
    EXPECT_THAT(page, HasSubstr("\r\n\r\npage 1\n"));
    EXPECT_THAT(asked(listener.port(), "GET /metrics?x=1 HTTP/1.0\r\n\r\n"), HasSubstr("page 2"));
    EXPECT_THAT(asked(listener.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(asked(listener.port(), "DELETE /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
    EXPECT_EQ(pages, 2);
}

TEST(Listener, ClosesOnNonsenseAndOnLargeHeads) {
    Listener const listener{"127.0.0.1", 0, [] { return std::string{"page\n"}; }};
    EXPECT_EQ(asked(listener.port(), "\x16\x03\x01 nonsense\r\n\r\n"), "");
    EXPECT_EQ(asked(listener.port(), "GET /metrics HTTP/1.1\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n"), "");
    EXPECT_THAT(asked(listener.port(), "GET /metrics HTTP/1.1\r\n\r\n"), HasSubstr("page"));
}

TEST(Listener, SaysThatAnAddressCannotBeUsed) {
    Listener const first{"127.0.0.1", 0, [] { return std::string{}; }};
    EXPECT_THROW((Listener{"127.0.0.1", first.port(), [] { return std::string{}; }}), ports::WorldError);
    EXPECT_THROW((Listener{"not an address", 0, [] { return std::string{}; }}), ports::WorldError);
}

}  // namespace
}  // namespace juece::metrics
