// What answers look like (docs/formats/http.md): the service's values as JSON values. Pure; threads: any.
#pragma once

#include <string>

#include "workflow/service/service.hpp"

namespace juece::http {

Object log_view(service::LogView const& view);
Object accepted_view(service::Accepted const& accepted);
Object dry_run_view(service::Accepted const& accepted);
Object menu_view(service::MenuView const& view);

Object registered_view(service::Registered const& registered);

// The text in a sealed payload, without its salt; empty if it holds none.
std::string text_in(std::string_view payload);

// A row with the three members that lists and single decisions share.
Object decision_view(DecisionId decision, std::uint64_t version, std::string const& title, Object row);

}  // namespace juece::http
