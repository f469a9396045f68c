// Sockets are read when they are ready, not before, and written at once: three system calls for a request.
#include "tools/bench/http_load.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

namespace juece::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t in_flight_to_settle = 64;
constexpr std::uint64_t per_hundred = 100;
constexpr std::size_t read_bytes = 16'384;

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

constexpr std::string_view before_decision = R"({"decision":")";
constexpr std::string_view before_event = R"(","events":[{"id":")";
constexpr std::string_view before_seq = R"(","seq":)";
constexpr std::size_t uuid_length = 36;

// The decision that an accepted command's answer names, if the answer is what docs/formats/http.md says: one event of
// this type, at this version.
std::optional<DecisionId> decision_in(std::string_view body, std::string_view type, std::uint64_t version) {
    auto const skip = [&](std::string_view text) {
        bool const is_there = body.starts_with(text);
        if (is_there) body.remove_prefix(text.size());
        return is_there;
    };
    if (!skip(before_decision)) return std::nullopt;
    auto const decision = DecisionId::parse(body.substr(0, uuid_length));
    body.remove_prefix(std::min(uuid_length, body.size()));
    if (!decision || !skip(before_event) || !EventId::parse(body.substr(0, uuid_length))) return std::nullopt;
    body.remove_prefix(uuid_length);
    if (!skip(before_seq)) return std::nullopt;
    body.remove_prefix(std::min(body.find_first_not_of("0123456789"), body.size()));
    bool const is_right = body == fmt::format(R"(,"type":"{}","version":{}}}],"version":{}}})", type, version, version);
    return is_right ? decision : std::nullopt;
}

bool is_right_refusal(std::string_view body, Case const& item) {
    auto const has = [&](std::string const& text) { return body.find(text) != std::string_view::npos; };
    return has(R"("type":"urn:juece:problem:refused")") && has(R"("recorded":true)") &&
           has(fmt::format(R"("decision":"{}")", item.decision->text())) &&
           has(fmt::format(R"("rule":"{}")", wrong_order_rule)) &&
           has(fmt::format(R"("article":"{}")", wrong_order_article)) &&
           has(fmt::format(R"("version":{}}})", item.version));
}

}  // namespace

class HttpLoad::Connection {
public:
    enum class Asked { step, out_of_order, repetition };

    Connection(asio::io_context& context, http::Endpoint const& server) : socket_{context} {
        tcp::resolver resolver{context};
        asio::connect(socket_, resolver.resolve(server.host, std::to_string(server.port)));
        socket_.set_option(tcp::no_delay{true});
    }

    // Sends `request` and calls done() when the answer is complete.
    template <class Done>
    void exchange(Done done) {
        parser.emplace();
        parser->eager(true);  // the body too, without being asked again
        sent_at = SteadyClock::now();
        asio::write(socket_, asio::buffer(request));
        receive(std::move(done));
    }

    Case* item = nullptr;
    Asked asked{};
    bool to_be_repeated = false;
    std::string request;
    unsigned first_status = 0;  // of a request to be repeated
    std::string first_body;
    SteadyClock::time_point sent_at{};
    std::optional<bhttp::response_parser<bhttp::string_body>> parser;

private:
    template <class Done>
    void receive(Done done) {
        socket_.async_wait(tcp::socket::wait_read, [this, done = std::move(done)](beast::error_code ec) mutable {
            if (!ec) buffer_.commit(socket_.read_some(buffer_.prepare(read_bytes), ec));
            if (!ec) buffer_.consume(parser->put(buffer_.data(), ec));
            if (ec && ec != bhttp::error::need_more) throw std::runtime_error{"a connection failed: " + ec.message()};
            if (parser->is_done()) {
                done();
            } else {
                receive(std::move(done));
            }
        });
    }

    tcp::socket socket_;
    beast::flat_buffer buffer_;
};

HttpLoad::HttpLoad(http::Endpoint server, Requests& requests, Caseload& caseload)
    : server_{std::move(server)}, requests_{requests}, caseload_{caseload} {}

HttpLoad::~HttpLoad() = default;

void HttpLoad::settle() {
    settling_ = true;
    drive(in_flight_to_settle);
    settling_ = false;
    caseload_.rest_all();
}

LoadResult HttpLoad::run(std::size_t in_flight, std::chrono::seconds length) {
    result_ = {};
    auto const cpu = cpu_seconds();
    auto const start = SteadyClock::now();
    end_ = start + length;
    drive(in_flight);
    result_.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    result_.own_cpu_seconds = cpu_seconds() - cpu;
    return std::move(result_);
}

// Until nothing is under way.
void HttpLoad::drive(std::size_t in_flight) {
    while (connections_.size() < in_flight)
        connections_.push_back(std::make_unique<Connection>(context_, server_));
    for (std::size_t i = 0; i < in_flight; ++i)
        begin_next(*connections_[i]);
    context_.restart();
    context_.run();
}

void HttpLoad::begin_next(Connection& connection) {
    if (!settling_ && SteadyClock::now() >= end_) return;
    connection.item = settling_ ? caseload_.take_unsettled() : &caseload_.take();
    if (connection.item == nullptr) return;
    if (!settling_) {
        ++begun_;
        if (begun_ % per_hundred == 0) ++out_of_order_due_;
        if (begun_ % per_hundred == per_hundred / 2) ++repetitions_due_;
    }
    connection.asked = Connection::Asked::step;
    connection.to_be_repeated = false;
    if (out_of_order_due_ > 0 && connection.item->decision) {
        --out_of_order_due_;
        connection.asked = Connection::Asked::out_of_order;
        requests_.write_wrong_order(connection.request, *connection.item);
    } else {
        requests_.write_step(connection.request, *connection.item);
        connection.to_be_repeated = repetitions_due_ > 0;
        if (connection.to_be_repeated) --repetitions_due_;
    }
    connection.exchange([this, &connection] { judge(connection); });
}

void HttpLoad::judge(Connection& connection) {
    result_.latencies.add(SteadyClock::now() - connection.sent_at);
    auto const& answer = connection.parser->get();
    auto& item = *connection.item;
    bool is_right = true;
    switch (connection.asked) {
        case Connection::Asked::step:
            return judge_obeyed(connection);
        case Connection::Asked::out_of_order:
            ++result_.refused;
            is_right = answer.result_int() == 409 && is_right_refusal(answer.body(), item);
            break;
        case Connection::Asked::repetition:
            ++result_.deduplicated;
            is_right = answer.result_int() == connection.first_status && answer.body() == connection.first_body;
            break;
    }
    if (!is_right) {
        throw std::runtime_error{fmt::format(
            "a wrong answer to what was {}: {} {}",
            connection.asked == Connection::Asked::repetition ? "repeated" : "out of order",
            answer.result_int(),
            answer.body()
        )};
    }
    caseload_.give_back(item);
    begin_next(connection);
}

void HttpLoad::judge_obeyed(Connection& connection) {
    auto& answer = connection.parser->get();
    auto& item = *connection.item;
    auto const& step = requests_.step_of(item);
    auto const status = item.decision ? 200U : 201U;
    auto const decision = decision_in(answer.body(), step.event_type, item.version + 1);
    if (answer.result_int() != status || !decision || decision != item.decision.value_or(*decision)) {
        throw std::runtime_error{
            fmt::format("a wrong answer to {}: {} {}", step.command, answer.result_int(), answer.body())};
    }
    ++result_.accepted;
    caseload_.advance(item, *decision);
    if (connection.to_be_repeated) {
        connection.first_status = status;
        connection.first_body = std::move(answer.body());
        connection.asked = Connection::Asked::repetition;
        return connection.exchange([this, &connection] { judge(connection); });
    }
    caseload_.give_back(item);
    begin_next(connection);
}

}  // namespace juece::bench
