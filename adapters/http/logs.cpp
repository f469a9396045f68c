// The log itself: what it is, opening a rehearsal, moving a rehearsal's clock.
#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"
#include "workflow/core/horizon.hpp"

namespace juece::http {

namespace {

using LogAnswer = std::variant<service::LogView, service::Failed>;

// The members of a small request; every fault at once.
class Members {
public:
    static Result<Members, Trouble> read(std::string_view body, std::initializer_list<std::string_view> known) {
        auto const value = codec::parse(body);
        if (!value) {
            auto const code = codec::is_malformed(value.error().code) ? Code::malformed : Code::invalid;
            return faulty(code, {{value.error().code, value.error().pointer, value.error().message}});
        }
        auto const* object = value.value().object();
        if (object == nullptr) return faulty(Code::invalid, {{"wrong_type", "", "请求体应当是 JSON 对象"}});
        Members members{*object};
        for (auto const& [key, unused] : *object) {
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                members.faults_.push_back({"unknown_field", "/" + codec::pointer_step(key), "不认识的成员"});
            }
        }
        return members;
    }

    std::string text(std::string_view key) {
        auto const* value = object_.find(key);
        if (value == nullptr) fault("missing_field", key, fmt::format("缺少“{}”", key));
        if (value != nullptr && value->string() == nullptr)
            fault("wrong_type", key, fmt::format("“{}”应当是文本", key));
        if (value != nullptr && value->string() != nullptr && value->string()->empty())
            fault("empty_text", key, fmt::format("“{}”不得为空", key));
        return value != nullptr && value->string() != nullptr ? *value->string() : std::string{};
    }

    bool flag(std::string_view key) {
        auto const* value = object_.find(key);
        if (value != nullptr && value->boolean() == nullptr) {
            fault("wrong_type", key, fmt::format("“{}”应当是 true 或者 false", key));
        }
        return object_.flag(key);
    }

    Timestamp time(std::string_view key) {
        auto const typed = text(key);
        auto const at = parse_timestamp(typed);
        if (!at && !typed.empty()) {
            fault("bad_time", key, fmt::format("“{}”应当是 YYYY-MM-DDTHH:MM:SS.ffffffZ 形式的 UTC 时刻", key));
        }
        if (at && !is_within_horizon(beijing_day(*at)))
            fault("time_too_far", key, fmt::format("“{}”应当早于 {} 年", key, horizon_year));
        return at.value_or(Timestamp{});
    }

    LogName log(std::string_view key) {
        auto const typed = text(key);
        auto const name = LogName::parse(typed);
        auto const good = name && typed.find('/') == std::string::npos;
        if (!good && !typed.empty())
            fault("bad_name", key, "日志名应为 1 至 64 位的字母、数字、点、下划线、连字符或冒号");
        return good ? *name : LogName{};
    }

    bool failed() const { return !faults_.empty(); }
    Trouble trouble() const { return faulty(Code::invalid, faults_); }

private:
    explicit Members(Object object) : object_{std::move(object)} {}

    void fault(std::string_view code, std::string_view key, std::string message) {
        faults_.push_back({std::string{code}, fmt::format("/{}", key), std::move(message)});
    }

    static Trouble faulty(Code code, std::vector<procedure::Fault> const& faults) {
        List list;
        for (auto const& one : faults)
            list.emplace_back(fault_view(one));
        return {code, faults.front().message, Object{{"faults", std::move(list)}}, {}, {}};
    }

    Object object_;
    std::vector<procedure::Fault> faults_;
};

Result<service::RehearsalRequest, Trouble> rehearsal_of(Exchange const& exchange) {
    auto members = Members::read(exchange.request.body, {"log", "profile", "statute", "clock", "kafka"});
    if (!members) return members.error();
    auto& body = members.value();
    service::RehearsalRequest request;
    request.log = body.log("log");
    request.who = exchange.who;
    request.profile = body.text("profile");
    request.statute = body.text("statute");
    request.clock = body.time("clock");
    request.kafka = body.flag("kafka");
    if (body.failed()) return body.trouble();
    return request;
}

Outcome answer_of(Exchange const& exchange, LogAnswer const& answer, unsigned status) {
    if (auto const* failed = std::get_if<service::Failed>(&answer)) return trouble_of(*failed);
    auto const view = log_view(std::get<service::LogView>(answer));
    return Reply{status, {}, "application/json", exchange.environment().codec.canonical(view)};
}

}  // namespace

asio::awaitable<Outcome> post_log(ExchangePtr exchange) {
    auto request = rehearsal_of(*exchange);
    if (!request) co_return request.error();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(LogAnswer)>)> start =
        [&service, request = request.value()](service::LogReply reply) { service.open_rehearsal(request, reply); };
    auto const answer = co_await answered<LogAnswer>(std::move(start));
    co_return answer_of(*exchange, answer, 201);
}

asio::awaitable<Outcome> get_log(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(LogAnswer)>)> start = [&service, log = log.value()](service::LogReply reply) {
        service.describe_log(log, reply);
    };
    auto const answer = co_await answered<LogAnswer>(std::move(start));
    co_return answer_of(*exchange, answer, 200);
}

asio::awaitable<Outcome> post_clock(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto members = Members::read(exchange->request.body, {"to"});
    if (!members) co_return members.error();
    auto const to = members.value().time("to");
    if (members.value().failed()) co_return members.value().trouble();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(LogAnswer)>)> start = [&service, log = log.value(), who = exchange->who, to](
                                                                    service::LogReply reply
                                                                ) { service.move_clock(log, who, to, reply); };
    auto const answer = co_await answered<LogAnswer>(std::move(start));
    co_return answer_of(*exchange, answer, 200);
}

}  // namespace juece::http
