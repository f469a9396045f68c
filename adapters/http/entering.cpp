// Whether the log is there is asked once, and remembered.
#include "adapters/http/entering.hpp"

#include "adapters/http/coroutine.hpp"

namespace juece::http {

namespace {

Trouble not_of_this_log() { return {Code::forbidden, "演练身份不能用于正式日志", {}, {}, {}}; }

}  // namespace

asio::awaitable<Result<LogName, Trouble>> enter_log(ExchangePtr exchange) {
    auto const& text = exchange->request.parameters.front();
    auto const name = LogName::parse(text);
    if (!name || text.find('/') != std::string::npos) co_return Trouble{Code::unknown_log, {}, {}, {}, {}};
    auto& known = exchange->state->rehearsals;
    auto at = known.find(*name);
    if (at == known.end()) {
        auto& log = exchange->environment().log;
        std::function<std::optional<ports::LogInfo>()> work = [&log, name = *name] { return log.info(name); };
        auto const info =
            co_await on_pool<std::optional<ports::LogInfo>>(exchange->environment().strand, std::move(work));
        if (!info) co_return Trouble{Code::unknown_log, {}, {}, {}, {}};
        at = known.insert_or_assign(*name, info->rehearsal).first;
    }
    if (exchange->who.auth == "rehearsal" && !at->second) co_return not_of_this_log();
    co_return *name;
}

}  // namespace juece::http
