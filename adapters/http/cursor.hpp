// The opaque `after` of lists: where the page before ended, and of which question.
//
// It is a text of [A-Za-z0-9.-]. A cursor of another question (other filters, another order, another asker) is refused,
// because it would pass over items without a word. Pure; threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"
#include "workflow/ports/decision_query.hpp"

namespace juece::http {

// Names the question: the path, every query value but `after` and `limit`, and whatever else decides (`more`).
std::string question_of(Request const& request, std::string_view more);

std::string cursor_text(std::string_view question, ports::DecisionPlace const& place);
// Of the request's `after`. Malformed: it is no cursor, or another question's.
Result<std::optional<ports::DecisionPlace>, Trouble> cursor_in(Request const& request, std::string_view question);

}  // namespace juece::http
