// Follows `next`.
#include "tools/juecectl/paging.hpp"

#include "tools/juecectl/context.hpp"
#include "tools/juecectl/rows.hpp"
#include "tools/scenario/arguments.hpp"

namespace juece::juecectl {
namespace {

// Empty: the last page.
std::string next_of(Object const& page) {
    auto const* next = page.find("next");
    return next != nullptr ? scenario::argument_text(*next) : std::string{};
}

}  // namespace

Object whole_answer(scenario::HttpDriver& log, std::string const& path, Query const& query, std::string_view member) {
    auto whole = log.get(path + query.text(), Context::me());
    auto all = list_in(whole, member);
    for (auto after = next_of(whole); !after.empty();) {
        auto const page = log.get(path + Query{query}.add("after", after).text(), Context::me());
        auto const& more = list_in(page, member);
        all.insert(all.end(), more.begin(), more.end());
        after = next_of(page);
    }
    whole.erase("next");
    whole.set(member, std::move(all));
    return whole;
}

}  // namespace juece::juecectl
