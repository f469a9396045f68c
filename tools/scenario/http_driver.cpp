// Requests written and answers read, one after the other.
#include "tools/scenario/http_driver.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "adapters/http/target.hpp"
#include "adapters/kafka/raw_json.hpp"
#include "tools/scenario/answers.hpp"
#include "tools/scenario/runner.hpp"
#include "workflow/core/digest_value.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::scenario {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::chrono::milliseconds pause{250};
constexpr std::size_t page_items = 100;  // of a stream, unless the query asks for another limit

[[noreturn]] void fail(http::Response const& response) {
    Object const problem =
        response.field("content-type").starts_with("application/problem+json") ? parse_object(response.body) : Object{};
    auto const why = rejected(problem);
    std::string what = fmt::format("服务器回答 {} {}", response.status, why.code);
    if (!why.detail.empty()) what += ":" + why.detail;
    for (auto const& fault : why.faults)
        what += fmt::format("\n  {}  {}", fault.pointer, fault.message);
    if (auto const instance = problem.text("instance"); !instance.empty()) what += fmt::format("\n  ({})", instance);
    throw ProblemError{response.status, why.code, what};
}

http::Response const& good(http::Response const& response) {
    if (response.status < 200 || response.status > 299) fail(response);
    return response;
}

void set_data(Object& body, Object const& data, std::vector<procedure::Document> const& attached) {
    if (!data.empty()) body.set("data", data);
    List documents;
    for (auto const& document : attached) {
        Object entry{{"role", document.role}, {"digest", digest_value(document.digest)}};
        if (!document.number.empty()) entry.set("number", document.number);
        documents.emplace_back(std::move(entry));
    }
    if (!documents.empty()) body.set("documents", std::move(documents));
}

Object command_body(Call const& call) {
    Object body{{"command", call.command}};
    if (call.occurred_at) body.set("occurred_at", text(*call.occurred_at));
    set_data(body, call.data, call.documents);
    if (call.performer) {
        body.set("performer", Object{{"person", call.performer->person.text()}, {"post", call.performer->post.text()}});
    }
    if (auto const& late = call.late_entry)
        body.set("late_entry", Object{{"reason", late->reason}, {"approved_by", late->approved_by.text()}});
    List reasons;
    for (auto const& reason : call.reasons)
        reasons.emplace_back(Object{{"rule", reason.rule}, {"text", reason.text}});
    if (!reasons.empty()) body.set("reasons", std::move(reasons));
    return body;
}

http::Endpoint endpoint(std::string const& url) {
    auto parsed = http::parse_endpoint(url);
    if (!parsed) throw DriverError{fmt::format("“{}”不是 http://主机:端口 或 https://主机:端口 形式的地址", url)};
    return *parsed;
}

// What a command may be answered; anything else is wrong with the way to the server.
bool is_about_the_command(unsigned status) { return status == 403 || status == 409 || status == 412 || status == 422; }

std::string decision_path(DecisionId decision) { return "/decisions/" + decision.text(); }

}  // namespace

HttpDriver::HttpDriver(HttpSettings settings, ports::EventCodec const& codec)
    : settings_{std::move(settings)}, codec_{codec}, client_{endpoint(settings_.url), {}, settings_.tls} {}

std::string HttpDriver::below_log(std::string const& path) const {
    return "/v1/logs/" + http::escape_segment(log_.text()) + path;
}

http::Response HttpDriver::exchange(
    std::string_view method,
    std::string const& target,
    std::vector<http::Field> fields,
    std::string const& body,
    Person const& by
) {
    fields.emplace_back("Authorization", "Bearer " + settings_.token_of(by));
    auto const deadline = std::chrono::steady_clock::now() + settings_.patience;
    for (repeated_ = false;; repeated_ = true) {
        bool const last = std::chrono::steady_clock::now() >= deadline;
        try {
            auto response = client_.request(method, target, fields, body);
            if (response.status != 503) return response;
            if (last) throw WorldError{WorldErrorKind::unavailable, "服务器繁忙或暂不可用(503)"};
        } catch (WorldError const& error) {
            if (last || !error.is_retryable()) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

http::Response HttpDriver::change(
    std::string const& target, Object const& body, std::string const& key, Person const& by
) {
    std::vector<http::Field> fields{{"Content-Type", "application/json"}, {"Idempotency-Key", key}};
    return exchange("POST", target, std::move(fields), codec_.canonical(body), by);
}

void HttpDriver::open_log(LogSpec const& spec, Person const& by) {
    Object const body{
        {"log", spec.name.text()},
        {"profile", spec.profile},
        {"statute", spec.statute},
        {"clock", text(spec.clock)},
        {"kafka", spec.kafka}};
    auto const response = change("/v1/logs", body, fresh_key(), by);
    // An answer that was lost on the way: the log that is there is the one that we opened.
    bool const is_ours = repeated_ && response.status == 422 && rejected(parse_object(response.body)).code == "exists";
    if (!is_ours) good(response);
    log_ = spec.name;
}

void HttpDriver::move_clock(Timestamp to, Person const& by) {
    good(change(below_log("/clock"), Object{{"to", text(to)}}, fresh_key(), by));
}

procedure::Document HttpDriver::upload(Upload const& upload, Person const& by) {
    std::vector<http::Field> fields{{"Content-Type", upload.media_type}, {"Idempotency-Key", fresh_key()}};
    auto const target = below_log(fmt::format("/documents?secrecy={}", code(upload.secrecy)));
    auto const response = exchange("POST", target, std::move(fields), upload.bytes, by);
    auto const body = parse_object(good(response).body);
    return {"", digest_in(body, "digest"), whole(body, "size"), std::string{body.text("media_type")}, ""};
}

Outcome HttpDriver::send(Call const& call) {
    auto target = below_log(call.decision ? decision_path(*call.decision) + "/commands" : "/decisions");
    if (call.dry_run) target += "?dry_run=true";
    std::vector<http::Field> fields{{"Content-Type", "application/json"}};
    if (!call.idempotency_key.empty()) fields.emplace_back("Idempotency-Key", call.idempotency_key);
    if (call.if_match) fields.emplace_back("If-Match", fmt::format("\"{}\"", *call.if_match));
    auto const response = exchange("POST", target, std::move(fields), codec_.canonical(command_body(call)), call.who);
    if (response.status >= 200 && response.status <= 299) return accepted(parse_object(response.body));
    if (!is_about_the_command(response.status)) fail(response);
    auto const problem = parse_object(response.body);
    if (response.status == 409) return refused(problem);
    return rejected(problem);
}

Outcome HttpDriver::enter(RegisterCall const& call) {
    Object body{{"command", call.command}};
    set_data(body, call.data, call.documents);
    auto const target = below_log(call.dry_run ? "/register/commands?dry_run=true" : "/register/commands");
    auto const response = change(target, body, call.idempotency_key, call.who);
    if (response.status >= 200 && response.status <= 299) return accepted(parse_object(response.body));
    if (!is_about_the_command(response.status)) fail(response);
    return rejected(parse_object(response.body));
}

Menu HttpDriver::read_menu(DecisionId decision, std::string const& query, Person const& by) {
    return menu_in(get(decision_path(decision) + "/menu" + query, by));
}

Menu HttpDriver::menu(DecisionId decision, Person const& by) { return read_menu(decision, "", by); }
Menu HttpDriver::menu_for_all(DecisionId decision, Person const& by) { return read_menu(decision, "?all=true", by); }

States HttpDriver::states(DecisionId decision, Person const& by) { return states_in(get(decision_path(decision), by)); }

std::vector<Stored> HttpDriver::history(DecisionId decision, std::optional<Day> as_of, Person const& by) {
    std::vector<Stored> result;
    for (auto const& body : history_pages(decision, as_of, by)) {
        auto page = stored_in(body);
        std::move(page.begin(), page.end(), std::back_inserter(result));
    }
    return result;
}

std::vector<std::string> HttpDriver::history_pages(DecisionId decision, std::optional<Day> as_of, Person const& by) {
    std::vector<std::string> pages;
    for (std::optional<std::uint64_t> after = 0; after;) {
        auto path = fmt::format("{}/history?after_version={}", decision_path(decision), *after);
        if (as_of) path += "&as_of=" + text(*as_of);
        pages.push_back(get_text(path, by));
        after = kafka::raw_number(kafka::raw_member(pages.back(), "next"));
    }
    return pages;
}

HttpDriver::Page HttpDriver::events_after(
    std::optional<std::uint64_t> seq, std::chrono::seconds wait, Person const& by
) {
    std::vector<std::string> query;
    if (seq) query.push_back(fmt::format("after={}", *seq));
    if (wait.count() > 0) query.push_back(fmt::format("wait={}", wait.count()));
    auto const body = get_text(fmt::format("/events{}{}", query.empty() ? "" : "?", fmt::join(query, "&")), by);
    Page page;
    for (auto const item : items_in(body)) {
        page.events.push_back(stored(item));
        page.items.emplace_back(item);
    }
    page.last = kafka::raw_number(kafka::raw_member(body, "last"));
    return page;
}

std::vector<Stored> HttpDriver::log(Person const& by) {
    std::vector<Stored> result;
    std::optional<std::uint64_t> after;
    for (;;) {
        auto page = events_after(after, std::chrono::seconds{0}, by);
        if (page.events.empty()) return result;
        after = page.events.back().seq;
        std::move(page.events.begin(), page.events.end(), std::back_inserter(result));
    }
}

std::vector<Stored> HttpDriver::stream(std::string const& stream, std::uint64_t after_version, Person const& by) {
    std::vector<Stored> result;
    for (;;) {
        auto const body = stream_page(stream, after_version, by);
        auto const items = items_in(body);
        for (auto const item : items)
            result.push_back(stored(item));
        if (items.size() < page_items) return result;
        after_version = result.back().version;
    }
}

std::string HttpDriver::stream_page(std::string const& stream, std::uint64_t after_version, Person const& by) {
    return get_text(
        fmt::format("/streams/{}/events?after_version={}", http::escape_segment(stream), after_version), by
    );
}

std::string HttpDriver::get_text(std::string const& path, Person const& by) {
    auto response = exchange("GET", below_log(path), {}, "", by);
    good(response);
    return std::move(response.body);
}

Object HttpDriver::get(std::string const& path, Person const& by) { return parse_object(get_text(path, by)); }

Object HttpDriver::post(std::string const& path, Object const& body, Person const& by) {
    auto const response = change(below_log(path), body, fresh_key(), by);
    return parse_object(good(response).body);
}

}  // namespace juece::scenario
