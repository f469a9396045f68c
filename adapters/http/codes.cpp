// Code lists over HTTP: which there are, and one of them.
#include "adapters/http/code_lists.hpp"
#include "adapters/http/conditional.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"

namespace juece::http {

namespace {

Reply kept(Exchange const& exchange, std::string body, std::string etag) {
    Reply reply{200, {}, "application/json", std::move(body)};
    return conditional(exchange.request, std::move(reply), std::move(etag), Keeping::vocabulary);
}

}  // namespace

boost::asio::awaitable<Outcome> get_code_lists(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const& environment = exchange->environment();
    List lists;
    for (auto const& [name, list] : every_code_list())
        lists.emplace_back(Object{{"list", name}, {"label", list.label}});
    auto body = environment.codec.canonical(Object{{"lists", std::move(lists)}});
    auto etag = etag_of_body(environment, body);
    co_return kept(*exchange, std::move(body), std::move(etag));
}

boost::asio::awaitable<Outcome> get_codes(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const& name = exchange->request.parameters.at(1);
    auto const found = every_code_list().find(name);
    if (found == every_code_list().end()) co_return Trouble{Code::unknown_path, "没有这个代码表", {}, {}, {}};
    auto const& environment = exchange->environment();
    auto etag = etag_of_body(environment, environment.codec.canonical(found->second.items));
    auto const version = etag.substr(1, etag.size() - 2);
    auto body = environment.codec.canonical(Object{
        {"items", found->second.items}, {"label", found->second.label}, {"list", name}, {"version", version}});
    co_return kept(*exchange, std::move(body), std::move(etag));
}

}  // namespace juece::http
