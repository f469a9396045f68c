// An answer that comes in pages (docs/formats/http.md "Lists and pages"), as one.
//
// Errors: those of HttpDriver::get. Threads: one; blocks.
#pragma once

#include <string>
#include <string_view>

#include "tools/juecectl/query.hpp"
#include "tools/scenario/http_driver.hpp"
#include "workflow/core/value.hpp"

namespace juece::juecectl {

// Asks until there is no `next`; the first page, with all members of the list `member` and without `next`.
Object whole_answer(scenario::HttpDriver& log, std::string const& path, Query const& query, std::string_view member);

}  // namespace juece::juecectl
