// Requests written and answers read, one after the other.
#include "tools/scenario/http_driver.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_codec.hpp"
#include "adapters/http/target.hpp"
#include "adapters/kafka/raw_json.hpp"
#include "tools/scenario/runner.hpp"
#include "workflow/core/digest_value.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::scenario {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::chrono::milliseconds pause{250};
constexpr std::size_t answer_bytes_max = 256 * 1024 * 1024;
constexpr std::size_t page_items = 100;  // of a stream, unless the query asks for another limit
constexpr std::string_view problem_prefix = "urn:juece:problem:";

Object parse_object(std::string const& body) {
    codec::Limits limits;
    limits.bytes_max = answer_bytes_max;
    limits.members_max = 100'000;
    limits.invisible = codec::Invisible::allowed;  // titles are shown as they were typed
    auto value = codec::parse(body, limits);
    if (!value) throw DriverError{"服务器的回答不是所约定的 JSON:" + value.error().message};
    auto const* object = value.value().object();
    if (object == nullptr) throw DriverError{"服务器的回答不是 JSON 对象"};
    return *object;
}

List const& list_in(Object const& object, std::string_view key) {
    static List const none;
    auto const* value = object.find(key);
    auto const* list = value != nullptr ? value->list() : nullptr;
    return list != nullptr ? *list : none;
}

Object const& object_of(Value const& value) {
    static Object const none;
    auto const* object = value.object();
    return object != nullptr ? *object : none;
}

Object const& object_in(Object const& object, std::string_view key) {
    static Object const none;
    auto const* value = object.find(key);
    return value != nullptr ? object_of(*value) : none;
}

std::uint64_t whole(Object const& object, std::string_view key) {
    return static_cast<std::uint64_t>(object.number(key));
}

std::vector<std::string> texts_in(Object const& object, std::string_view key) {
    std::vector<std::string> texts;
    for (auto const& value : list_in(object, key)) {
        if (auto const* text = value.string()) texts.push_back(*text);
    }
    return texts;
}

std::vector<Refusal> refusals_in(Object const& object) {
    std::vector<Refusal> refusals;
    for (auto const& value : list_in(object, "refusals")) {
        auto const& each = object_of(value);
        refusals.push_back(
            {std::string{each.text("rule")},
             std::string{each.text("article")},
             std::string{each.text("level")},
             std::string{each.text("phrase")},
             std::string{each.text("message")},
             object_in(each, "missing")}
        );
    }
    return refusals;
}

std::string problem_code(Object const& problem) {
    std::string_view type = problem.text("type");
    if (type.starts_with(problem_prefix)) type.remove_prefix(problem_prefix.size());
    return std::string{type};
}

Rejected rejected(Object const& problem) {
    Rejected result;
    result.code = problem_code(problem);
    result.detail = problem.text("detail").empty() ? problem.text("title") : problem.text("detail");
    for (auto const& value : list_in(problem, "faults")) {
        auto const& fault = object_of(value);
        result.faults.push_back(
            {std::string{fault.text("code")}, std::string{fault.text("pointer")}, std::string{fault.text("message")}}
        );
    }
    return result;
}

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

Digest digest_in(Object const& object, std::string_view key) {
    auto const& pair = object_in(object, key);
    auto const sha256 = parse_hash(pair.text("sha256"));
    auto const sm3 = parse_hash(pair.text("sm3"));
    if (!sha256 || !sm3) throw DriverError{"服务器的回答没有成对的散列"};
    return {*sha256, *sm3};
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

Accepted accepted(Object const& body) {
    Accepted result{std::string{body.text("decision")}, whole(body, "version"), {}};
    for (auto const* key : {"events", "would"}) {
        for (auto const& value : list_in(body, key)) {
            auto const& event = object_of(value);
            auto const type = event.text("type");
            result.events.push_back(
                {std::string{event.text("id")},
                 std::string{codec::short_type(type).value_or(type)},
                 whole(event, "version"),
                 whole(event, "seq")}
            );
        }
    }
    return result;
}

Need need(Object const& field, std::string_view name_key, bool is_document) {
    return {
        std::string{field.text(name_key)},
        std::string{field.text("label")},
        std::string{field.text("rule")},
        field.flag("required"),
        is_document};
}

MenuOption option(Object const& view) {
    MenuOption result;
    result.command = view.text("command");
    result.label = view.text("label");
    result.region = view.text("region");
    result.from = view.text("from");
    result.to = view.text("to");
    result.article = view.text("article");
    result.by = texts_in(view, "by");
    result.may_act = view.flag("may_act");
    result.open = view.flag("open");
    result.not_before = view.text("not_before");
    result.until = view.text("until");
    result.refusals = refusals_in(view);
    for (auto const& field : list_in(view, "needs"))
        result.needs.push_back(need(object_of(field), "name", false));
    for (auto const& slot : list_in(view, "documents"))
        result.needs.push_back(need(object_of(slot), "role", true));
    return result;
}

States states_in(Object const& object) {
    States states;
    for (auto const& [region, state] : object_in(object, "states")) {
        if (auto const* code = state.string()) states.emplace_back(region, *code);
    }
    return states;
}

Hash256 hash_in(std::string_view item, std::string_view key) {
    auto const text = kafka::raw_string(kafka::raw_member(item, key));
    auto const hash = text ? parse_hash(*text) : std::nullopt;
    if (!hash) throw DriverError{fmt::format("CloudEvent 缺少 {}", key)};
    return *hash;
}

std::uint64_t number_in(std::string_view item, std::string_view key) {
    auto const text = kafka::raw_string(kafka::raw_member(item, key));
    if (!text || text->empty() || text->find_first_not_of("0123456789") != std::string_view::npos) {
        throw DriverError{fmt::format("CloudEvent 缺少 {}", key)};
    }
    return std::stoull(std::string{*text});
}

// The leaf's bytes are cut out as they came: they are what was hashed.
Stored stored(std::string_view item) {
    auto const leaf = kafka::raw_member(item, "data");
    auto const subject = kafka::raw_string(kafka::raw_member(item, "subject"));
    if (!leaf || !subject) throw DriverError{"CloudEvent 没有 data 或 subject"};
    Stored result;
    result.seq = number_in(item, "sequence");
    result.stream = *subject;
    result.version = number_in(item, "streamversion");
    result.leaf = *leaf;
    result.hash = {hash_in(item, "leafhash"), hash_in(item, "leafhashsm3")};
    result.prev = {hash_in(item, "prevhash"), hash_in(item, "prevhashsm3")};
    return result;
}

std::vector<std::string_view> items_in(std::string_view body) {
    auto const items = kafka::raw_member(body, "items");
    auto elements = items ? kafka::raw_elements(*items) : std::nullopt;
    if (!elements) throw DriverError{"服务器的回答没有 items"};
    return std::move(*elements);
}

http::Endpoint endpoint(std::string const& url) {
    auto parsed = http::parse_endpoint(url);
    if (!parsed) throw DriverError{fmt::format("“{}”不是 http://主机:端口 形式的地址", url)};
    return *parsed;
}

// What a command may be answered; anything else is wrong with the way to the server.
bool is_about_the_command(unsigned status) { return status == 403 || status == 409 || status == 412 || status == 422; }

std::string decision_path(DecisionId decision) { return "/decisions/" + decision.text(); }

}  // namespace

HttpDriver::HttpDriver(HttpSettings settings, ports::EventCodec const& codec)
    : settings_{std::move(settings)}, codec_{codec}, client_{endpoint(settings_.url)} {}

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

procedure::Document HttpDriver::upload(std::string const& bytes, std::string const& media_type, Person const& by) {
    std::vector<http::Field> fields{{"Content-Type", media_type}, {"Idempotency-Key", fresh_key()}};
    auto const response = exchange("POST", below_log("/documents?secrecy=none"), std::move(fields), bytes, by);
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
    if (response.status == 409) {
        auto const* recorded = problem.find("recorded");
        return Refused{
            std::string{problem.text("decision")},
            whole(problem, "version"),
            refusals_in(problem),
            recorded != nullptr && problem.flag("recorded")};
    }
    return rejected(problem);
}

Outcome HttpDriver::enter(RegisterCall const& call) {
    Object body{{"command", call.command}};
    set_data(body, call.data, call.documents);
    auto const response = change(below_log("/register/commands"), body, call.idempotency_key, call.who);
    if (response.status >= 200 && response.status <= 299) return accepted(parse_object(response.body));
    if (!is_about_the_command(response.status)) fail(response);
    return rejected(parse_object(response.body));
}

Menu HttpDriver::read_menu(DecisionId decision, std::string const& query, Person const& by) {
    auto const body = get(decision_path(decision) + "/menu" + query, by);
    Menu menu;
    menu.version = whole(body, "version");
    menu.states = states_in(body);
    for (auto const& value : list_in(body, "options"))
        menu.options.push_back(option(object_of(value)));
    return menu;
}

Menu HttpDriver::menu(DecisionId decision, Person const& by) { return read_menu(decision, "", by); }
Menu HttpDriver::menu_for_all(DecisionId decision, Person const& by) { return read_menu(decision, "?all=true", by); }

States HttpDriver::states(DecisionId decision, Person const& by) { return states_in(get(decision_path(decision), by)); }

std::vector<Stored> HttpDriver::history(DecisionId decision, std::optional<Day> as_of, Person const& by) {
    auto path = decision_path(decision) + "/history";
    if (as_of) path += "?as_of=" + text(*as_of);
    auto const body = get_text(path, by);
    std::vector<Stored> result;
    for (auto const item : items_in(body))
        result.push_back(stored(item));
    return result;
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
