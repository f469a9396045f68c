// A decision's menu: for the token's post, a whole organ or nobody; now, or as of a moment.
#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/moment.hpp"
#include "adapters/http/parameters.hpp"
#include "adapters/http/views.hpp"

namespace juece::http {

namespace {

using MenuAnswer = std::variant<service::MenuView, service::Failed>;

// Whom the menu is judged for: neither is for nobody.
struct ForWhom {
    std::optional<service::Identity> who;
    std::optional<OrganCode> organ;
};

Result<ForWhom, Trouble> for_whom(Exchange const& exchange) {
    auto const all = flag_of(exchange.request, "all");
    if (!all) return all.error();
    auto const organ = organ_of(exchange.request, "organ");
    if (!organ) return organ.error();
    if (all.value() && organ.value()) return malformed({}, "all 和 organ 只能有一个", "bad_query");
    if (all.value()) return ForWhom{};
    if (organ.value()) return ForWhom{{}, organ.value()};
    return ForWhom{exchange.who, {}};
}

std::function<void(std::function<void(MenuAnswer)>)> asking(
    service::Service& service, LogName log, DecisionId decision, ForWhom whom, std::optional<Timestamp> moment
) {
    return [&service, log, decision, whom, moment](service::MenuReply reply) {
        if (moment) {
            service.menu_then(log, {decision, *moment, whom.who, whom.organ}, std::move(reply));
        } else if (whom.organ) {
            service.menu_of_organ(log, decision, *whom.organ, std::move(reply));
        } else {
            service.menu(log, decision, whom.who, std::move(reply));
        }
    };
}

}  // namespace

asio::awaitable<Outcome> get_menu(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const decision = decision_of(exchange->request);
    if (!decision) co_return decision.error();
    auto const whom = for_whom(*exchange);
    if (!whom) co_return whom.error();
    auto const moment = co_await past_moment(exchange, log.value());
    if (!moment) co_return moment.error();
    auto& environment = exchange->environment();
    auto start = asking(environment.service, log.value(), decision.value(), whom.value(), moment.value());
    auto const answer = co_await answered<MenuAnswer>(std::move(start));
    if (auto const* failed = std::get_if<service::Failed>(&answer)) co_return trouble_of(*failed);
    auto const& view = std::get<service::MenuView>(answer);
    Reply reply{200, {}, "application/json", environment.codec.canonical(menu_view(view))};
    if (!moment.value()) {
        reply.fields.push_back(etag(view.version));  // for If-Match
        co_return reply;
    }
    // It differs by reader, register and rules, not by the decision's version alone.
    auto tag = etag_of_body(environment, reply.body);
    co_return conditional(exchange->request, std::move(reply), std::move(tag));
}

}  // namespace juece::http
