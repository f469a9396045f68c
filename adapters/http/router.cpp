// The table, and matching a path against its patterns.
#include "adapters/http/router.hpp"

#include <optional>

#include "adapters/http/handlers.hpp"

namespace juece::http {

namespace {

using Segments = std::span<std::string const>;
using Parameters = std::vector<std::string>;

std::string joined(Segments segments) {
    std::string out;
    for (auto const& one : segments) {
        if (!out.empty()) out += '/';
        out += one;
    }
    return out;
}

// One pattern segment and what is left; "{stream...}" takes as many as leave room for the rest of the pattern.
std::optional<Parameters> match(std::string_view pattern, Segments segments) {
    Parameters parameters;
    pattern.remove_prefix(1);
    while (!pattern.empty()) {
        auto const end = pattern.find('/');
        auto const part = pattern.substr(0, end);
        pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + 1);
        if (segments.empty() || segments.front().empty()) return std::nullopt;
        if (part.ends_with("...}")) {
            auto const after =
                static_cast<std::size_t>(!pattern.empty());  // our one such pattern has one segment after it
            if (segments.size() <= after) return std::nullopt;
            parameters.push_back(joined(segments.first(segments.size() - after)));
            segments = segments.last(after);
            continue;
        }
        if (part.starts_with('{')) {
            parameters.push_back(segments.front());
        } else if (segments.front() != part) {
            return std::nullopt;
        }
        segments = segments.subspan(1);
    }
    return segments.empty() ? std::optional{std::move(parameters)} : std::nullopt;
}

std::vector<Route> make_routes() {
    using enum Access;
    using enum Takes;
    // clang-format off
    return {
        {"GET",  "/health/live", anybody, nothing, {}, get_live},
        {"GET",  "/health/ready", anybody, nothing, {}, get_ready},
        {"POST", "/v1/logs", token, json, {}, post_log},
        {"GET",  "/v1/logs/{log}", token, nothing, {}, get_log},
        {"POST", "/v1/logs/{log}/clock", token, json, {}, post_clock},
        {"POST", "/v1/logs/{log}/decisions", token, json, {"dry_run"}, post_decision},
        {"GET",  "/v1/logs/{log}/decisions", token, nothing,
            {"after", "as_of", "category", "changed_since", "handler", "limit", "opened_from", "opened_to", "order",
             "organ", "post", "state", "waiting_for"}, get_decisions},
        {"GET",  "/v1/logs/{log}/decisions/{decision}", token, nothing, {"as_of"}, get_decision},
        {"GET",  "/v1/logs/{log}/decisions/{decision}/menu", token, nothing, {"all", "as_of", "organ"}, get_menu},
        {"GET",  "/v1/logs/{log}/decisions/{decision}/history", token, nothing, {"after_version", "as_of", "limit"},
            get_history},
        {"POST", "/v1/logs/{log}/decisions/{decision}/commands", token, json, {"dry_run"}, post_command},
        {"GET",  "/v1/logs/{log}/todo", token, nothing, {"after", "limit", "organ", "post", "role"}, get_todo},
        {"GET",  "/v1/logs/{log}/register", token, nothing, {"after", "as_of", "day", "limit", "version"},
            get_register},
        {"POST", "/v1/logs/{log}/register/commands", token, json, {"dry_run"}, post_register_command},
        {"GET",  "/v1/logs/{log}/rules", token, nothing, {"after", "as_of", "limit"}, get_rules},
        {"POST", "/v1/logs/{log}/rules/commands", token, json, {"dry_run"}, post_rules_command},
        {"POST", "/v1/logs/{log}/documents", token, stream, {"secrecy"}, post_document},
        {"GET",  "/v1/logs/{log}/documents/{sha256}", token, nothing, {}, get_document},
        {"GET",  "/v1/logs/{log}/events", token, nothing, {"after", "limit", "wait"}, get_events},
        {"GET",  "/v1/logs/{log}/events/{event}/payloads/{n}", token, nothing, {}, get_payload},
        {"GET",  "/v1/logs/{log}/streams/{stream...}/events", token, nothing, {"after_version", "limit"},
            get_stream_events},
        {"GET",  "/v1/logs/{log}/codes", token, nothing, {}, get_code_lists},
        {"GET",  "/v1/logs/{log}/codes/{list}", token, nothing, {}, get_codes},
    };
    // clang-format on
}

}  // namespace

std::span<Route const> routes() {
    static std::vector<Route> const all = make_routes();
    return all;
}

Match find_route(std::string_view method, std::vector<std::string> const& segments) {
    Match found;
    for (auto const& route : routes()) {
        auto parameters = match(route.pattern, segments);
        if (!parameters) continue;
        if (route.method == method) return {&route, std::move(*parameters), {}};
        if (!found.allow.empty()) found.allow += ", ";
        found.allow += route.method;
    }
    return found;
}

}  // namespace juece::http
