// The client against a peer that plays a script: kept connections, stale ones, silence, nobody there.
#include "adapters/http/client.hpp"

#include <atomic>
#include <functional>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include "workflow/ports/world_error.hpp"

namespace juece::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ports::WorldError;
using ports::WorldErrorKind;

constexpr char const* ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nok";
constexpr char const* closing = "HTTP/1.1 413 X\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";

// Accepts connections one after the other; each answers as many requests as its script has lines, then closes.
class Peer {
public:
    explicit Peer(std::vector<std::vector<std::string>> scripts)
        : acceptor_{context_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}},
          thread_{[this, scripts = std::move(scripts)] { play(scripts); }} {}
    ~Peer() { thread_.join(); }

    Endpoint endpoint() const { return {"127.0.0.1", acceptor_.local_endpoint().port()}; }
    int accepted() const { return accepted_; }

private:
    void play(std::vector<std::vector<std::string>> const& scripts) {
        for (auto const& script : scripts) {
            tcp::socket socket{context_};
            acceptor_.accept(socket);
            ++accepted_;
            boost::system::error_code ec;
            for (auto const& answer : script) {
                asio::streambuf request;
                asio::read_until(socket, request, "\r\n\r\n", ec);
                if (ec) break;
                asio::write(socket, asio::buffer(answer), ec);
            }
        }
    }

    asio::io_context context_;
    tcp::acceptor acceptor_;
    std::atomic<int> accepted_{0};
    std::thread thread_;
};

WorldErrorKind kind_of(std::function<void()> const& call) {
    try {
        call();
    } catch (WorldError const& error) {
        return error.kind();
    }
    ADD_FAILURE() << "no WorldError";
    return WorldErrorKind::corrupt;
}

TEST(Client, KeepsItsConnection) {
    Peer peer{{{ok, ok}}};
    Client client{peer.endpoint()};
    for (int i = 0; i < 2; ++i) {
        auto const response = client.request("GET", "/a");
        EXPECT_EQ(response.status, 200U);
        EXPECT_EQ(response.body, "ok");
        EXPECT_EQ(response.field("x-a"), "b");
    }
    EXPECT_EQ(peer.accepted(), 1);
}

TEST(Client, OpensAStaleConnectionAgain) {
    Peer peer{{{ok}, {ok}}};
    Client client{peer.endpoint()};
    EXPECT_EQ(client.request("GET", "/a").status, 200U);
    EXPECT_EQ(client.request("POST", "/a", {{"Idempotency-Key", "k"}}, "{}").status, 200U);
    EXPECT_EQ(peer.accepted(), 2);
}

TEST(Client, DoesNotRepeatOnAFreshConnection) {
    Peer peer{{{}}};
    Client client{peer.endpoint()};
    EXPECT_EQ(kind_of([&] { client.request("GET", "/a"); }), WorldErrorKind::unavailable);
    EXPECT_EQ(peer.accepted(), 1);
}

TEST(Client, GivesErrorsAsValuesAndHeedsClose) {
    Peer peer{{{closing}, {ok}}};
    Client client{peer.endpoint()};
    EXPECT_EQ(client.request("POST", "/a", {}, std::string(4'000'000, 'a')).status, 413U);
    EXPECT_EQ(client.request("GET", "/a").status, 200U);
}

TEST(Client, ToleratesNoSilence) {
    Peer peer{{{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", ""}}};
    Client client{peer.endpoint(), {.connect = std::chrono::seconds{1}, .answer = std::chrono::milliseconds{100}}};
    EXPECT_EQ(kind_of([&] { client.request("GET", "/a"); }), WorldErrorKind::timeout);
}

TEST(Client, SaysWhenNobodyIsThere) {
    Client client{{"127.0.0.1", 1}};
    EXPECT_EQ(kind_of([&] { client.request("GET", "/a"); }), WorldErrorKind::unavailable);
}

TEST(ParseEndpoint, TakesHostsWithAndWithoutPort) {
    EXPECT_EQ(parse_endpoint("http://127.0.0.1:8080")->port, 8080);
    EXPECT_EQ(parse_endpoint("http://juece.example/")->host, "juece.example");
    EXPECT_EQ(parse_endpoint("http://juece.example/")->port, 80);
    EXPECT_EQ(parse_endpoint("http://[::1]:81")->host, "::1");
    EXPECT_FALSE(parse_endpoint("http://juece.example/")->tls);
    EXPECT_TRUE(parse_endpoint("https://juece.example")->tls);
    EXPECT_EQ(parse_endpoint("https://juece.example")->port, 443);
    EXPECT_EQ(parse_endpoint("https://127.0.0.1:8443/")->port, 8443);
    for (auto const* bad :
         {"", "127.0.0.1:80", "ftp://x", "http://", "https://", "http://x:0", "http://x:y", "http://x/y", "http://@"}) {
        EXPECT_FALSE(parse_endpoint(bad)) << bad;
    }
}

}  // namespace
}  // namespace juece::http
