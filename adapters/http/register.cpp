// The register of organs, posts and persons: its roll of a day, and entries in it.
#include "adapters/codec/request.hpp"
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/envelope.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"
#include "workflow/register/command.hpp"

namespace juece::http {

namespace {

using RegisterAnswer = std::variant<service::Registered, service::Failed>;
using RollAnswer = std::variant<service::Roll, service::Failed>;

Result<service::RegisterRequest, Trouble> entry_of(Exchange const& exchange, LogName const& log) {
    service::RegisterRequest entry;
    if (auto trouble = read_envelope(exchange, log, entry)) return *std::move(trouble);
    auto parsed = codec::parse_register_request(exchange.request.body);
    if (!parsed) return trouble_of_body(parsed.error(), codec::is_malformed(parsed.error()));
    entry.command = std::move(parsed.value().command);
    entry.occurred_at = parsed.value().occurred_at;
    entry.data = std::move(parsed.value().data);
    entry.documents = std::move(parsed.value().documents);
    return entry;
}

List known_commands() {
    List names;
    for (auto const& spec : registry::every_register_command())
        names.emplace_back(spec.name);
    return names;
}

// The organs behind `after`, in the order of their codes, at most `limit`; `next` if there are more.
Object page_of(Object roll, std::optional<OrganCode> const& after, std::size_t limit) {
    List page;
    for (auto const& organ : *roll.find("organs")->list()) {
        if (after && organ.object()->text("organ") <= after->text()) continue;
        if (page.size() == limit) {
            roll.set("next", page.back().object()->text("organ"));
            break;
        }
        page.push_back(organ);
    }
    roll.set("organs", std::move(page));
    return roll;
}

Result<service::RollRequest, Trouble> asked_in(Request const& request, std::optional<Timestamp> moment) {
    auto const day = day_of(request, "day");
    if (!day) return day.error();
    auto const version = number_of(request, "version");
    if (!version) return version.error();
    return service::RollRequest{day.value(), version.value(), moment};
}

Object dry_run_of(service::Registered const& registered) {
    List would;
    for (auto const& event : registered.events)
        would.emplace_back(Object{{"type", event.type}});
    return Object{{"version", registered.version}, {"would", std::move(would)}};
}

}  // namespace

asio::awaitable<Outcome> get_register(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const limit = limit_of(exchange->request, page_max);
    if (!limit) co_return limit.error();
    auto const after = organ_of(exchange->request, "after");
    if (!after) co_return after.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    auto const asked = asked_in(exchange->request, moment.value());
    if (!asked) co_return asked.error();
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(RollAnswer)>)> start = [&service, log = log.value(), asked = asked.value()](
                                                                     service::RollReply reply
                                                                 ) { service.roll(log, asked, std::move(reply)); };
    auto const answer = co_await answered<RollAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const& roll = std::get<service::Roll>(answer);
    auto const& codec = exchange->environment().codec;
    Reply reply{200, {}, "application/json", codec.canonical(page_of(roll.body, after.value(), limit.value()))};
    auto tag = etag(roll.version);
    // Without a day the roll is today's, which the version does not tell.
    if (asked.value().day) co_return conditional(exchange->request, std::move(reply), tag.second);
    reply.fields.push_back(std::move(tag));
    co_return reply;
}

asio::awaitable<Outcome> post_register_command(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto entry = entry_of(*exchange, log.value());
    if (!entry) co_return entry.error();
    auto const dry_run = entry.value().dry_run;
    auto& service = exchange->environment().service;
    std::function<void(std::function<void(RegisterAnswer)>)> start = [&service, entry = std::move(entry.value())](
                                                                         service::RegisterReply reply
                                                                     ) { service.enter(entry, std::move(reply)); };
    auto const answer = co_await answered<RegisterAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) {
        auto trouble = trouble_of(*failed);
        if (trouble.code == Code::unknown_command) trouble.members.set("known", known_commands());
        co_return trouble;
    }
    auto const& registered = std::get<service::Registered>(answer);
    auto const& codec = exchange->environment().codec;
    if (dry_run) co_return Reply{200, {}, "application/json", codec.canonical(dry_run_of(registered))};
    co_return Reply{200, {etag(registered.version)}, "application/json", codec.canonical(registered_view(registered))};
}

}  // namespace juece::http
