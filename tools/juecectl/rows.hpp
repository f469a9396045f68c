// Rows of decisions as the server lists them (docs/formats/http.md), in the words of a person. Pure; threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/driver.hpp"
#include "workflow/core/value.hpp"

namespace juece::juecectl {

scenario::States states_in(Object const& row);
// The main line and what has begun beside it, for a line of a list: "主流程:草案拟订中  公开征求意见:进行中".
std::string brief_states(Object const& row);
std::string roles_text(Object const& object, std::string_view member);  // "决策承办单位、审查机构"
List const& list_in(Object const& object, std::string_view member);     // empty if absent
std::vector<scenario::Refusal> refusals_in(Object const& option);

}  // namespace juece::juecectl
