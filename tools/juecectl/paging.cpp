// Follows `next`.
#include "tools/juecectl/paging.hpp"

#include "adapters/http/target.hpp"
#include "tools/juecectl/context.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/scenario/arguments.hpp"

namespace juece::juecectl {

Object whole_answer(scenario::HttpDriver& log, std::string const& path, std::string_view member) {
    auto whole = log.get(path, Context::me());
    auto all = list_in(whole, member);
    auto const* next = whole.find("next");
    auto after = next != nullptr ? scenario::argument_text(*next) : std::string{};
    while (!after.empty()) {
        auto const page = log.get(path + "&after=" + http::escape_segment(after), Context::me());
        auto const& more = list_in(page, member);
        all.insert(all.end(), more.begin(), more.end());
        next = page.find("next");
        after = next != nullptr ? scenario::argument_text(*next) : std::string{};
    }
    whole.erase("next");
    whole.set(member, std::move(all));
    return whole;
}

}  // namespace juece::juecectl
