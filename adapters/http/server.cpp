// Accepting, and draining.
#include "adapters/http/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "adapters/http/session.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds drain_step{10};
constexpr std::chrono::milliseconds closing_time{1'000};
constexpr std::size_t turned_away_max = 64;

using Acceptor = std::shared_ptr<tcp::acceptor>;

asio::awaitable<void> accept_connections(std::shared_ptr<ServerState> state, Acceptor acceptor) {
    asio::steady_timer pause{acceptor->get_executor()};
    while (acceptor->is_open()) {
        auto result = co_await acceptor->async_accept(quietly);
        auto const ec = std::get<0>(result);
        if (ec == asio::error::operation_aborted) co_return;
        if (ec) {
            // Out of file descriptors, as a rule: connections that end free some.
            state->environment.on_fault({{}, "accept", ec.message()});
            pause.expires_after(accept_pause);
            co_await pause.async_wait(quietly);
            continue;
        }
        auto const open = state->connections.size();
        auto const maximum = state->environment.limits.connections_max;
        if (open >= maximum) ++state->turned_away;
        if (open >= maximum + turned_away_max) continue;
        auto socket = std::move(std::get<1>(result));
        auto serve =
            serve_connection(state, std::move(socket), open >= maximum ? Welcome::turned_away : Welcome::served);
        asio::co_spawn(acceptor->get_executor(), std::move(serve), asio::detached);
    }
}

asio::awaitable<void> wait_until_empty(std::shared_ptr<ServerState> state, std::chrono::milliseconds at_most) {
    asio::steady_timer step{state->environment.strand.context()};
    auto const until = std::chrono::steady_clock::now() + at_most;
    while (!state->connections.empty() && std::chrono::steady_clock::now() < until) {
        step.expires_after(drain_step);
        co_await step.async_wait(quietly);
    }
}

asio::awaitable<void> drain(std::shared_ptr<ServerState> state, std::function<void()> done) {
    close_connections(*state, false);
    co_await wait_until_empty(state, state->environment.limits.drain_timeout);
    close_connections(*state, true);
    co_await wait_until_empty(state, closing_time);
    done();
}

}  // namespace

struct Server::Impl {
    std::shared_ptr<ServerState> state;
    std::vector<Acceptor> acceptors;
};

Server::Server(Environment environment)
    : impl_{std::make_unique<Impl>(Impl{std::make_shared<ServerState>(std::move(environment)), {}})} {}

Server::~Server() = default;

std::uint16_t Server::listen(std::string const& address, std::uint16_t port) {
    auto& context = impl_->state->environment.strand.context();
    try {
        tcp::endpoint const endpoint{asio::ip::make_address(address), port};
        auto acceptor = std::make_shared<tcp::acceptor>(context);
        acceptor->open(endpoint.protocol());
        acceptor->set_option(tcp::acceptor::reuse_address{true});
        acceptor->bind(endpoint);
        acceptor->listen(asio::socket_base::max_listen_connections);
        auto const chosen = acceptor->local_endpoint().port();
        impl_->acceptors.push_back(acceptor);
        asio::co_spawn(context, accept_connections(impl_->state, acceptor), asio::detached);
        return chosen;
    } catch (boost::system::system_error const& error) {
        throw ports::WorldError{
            ports::WorldErrorKind::unavailable,
            fmt::format("cannot listen on {} port {}: {}", address, port, error.what())};
    }
}

std::optional<std::string> Server::renew_certificate() {
    auto const& files = impl_->state->environment.tls;
    if (!files) return std::nullopt;
    try {
        impl_->state->tls = server_context(*files);
        return std::nullopt;
    } catch (ports::WorldError const& error) {
        return error.what();
    }
}

void Server::committed(LogName const& log, std::uint64_t next_seq) { impl_->state->watch->committed(log, next_seq); }

ServerFigures Server::figures() const {
    auto const& state = *impl_->state;
    return {state.connections.size(), state.turned_away, state.uploads, state.polls, state.download_bytes};
}

void Server::stop(std::function<void()> done) {
    if (impl_->state->stopping) return;
    impl_->state->stopping = true;
    impl_->state->watch->close();
    boost::system::error_code ec;
    for (auto const& acceptor : impl_->acceptors)
        acceptor->close(ec);
    auto& context = impl_->state->environment.strand.context();
    asio::co_spawn(context, drain(impl_->state, std::move(done)), asio::detached);
}

}  // namespace juece::http
