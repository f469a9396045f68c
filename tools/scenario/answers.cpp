// JSON trees for what is read once, pieces of text for what is hashed.
#include "tools/scenario/answers.hpp"

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_codec.hpp"
#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/raw_json.hpp"

namespace juece::scenario {
namespace {

constexpr std::size_t answer_bytes_max = 256 * 1024 * 1024;
constexpr std::string_view problem_prefix = "urn:juece:problem:";

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

Hash256 hash_in(std::string_view item, std::string_view key) {
    auto const text = kafka::raw_string(kafka::raw_member(item, key));
    auto const hash = text ? parse_hash(*text) : std::nullopt;
    if (!hash) throw DriverError{fmt::format("CloudEvent 缺少 {}", key)};
    return *hash;
}

std::uint64_t number_in(std::string_view item, std::string_view key) {
    auto const text = kafka::raw_string(kafka::raw_member(item, key));
    auto const number = text ? kafka::parse_count(*text) : std::nullopt;
    if (!number) throw DriverError{fmt::format("CloudEvent 缺少 {}", key)};
    return *number;
}

}  // namespace

Object parse_object(std::string_view body) {
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

std::uint64_t whole(Object const& object, std::string_view key) {
    return static_cast<std::uint64_t>(object.number(key));
}

Digest digest_in(Object const& object, std::string_view key) {
    auto const& pair = object_in(object, key);
    auto const sha256 = parse_hash(pair.text("sha256"));
    auto const sm3 = parse_hash(pair.text("sm3"));
    if (!sha256 || !sm3) throw DriverError{"服务器的回答没有成对的散列"};
    return {*sha256, *sm3};
}

Accepted accepted(Object const& body) {
    Accepted result{std::string{body.text("decision")}, whole(body, "version"), {}, std::string{body.text("person")}};
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

Refused refused(Object const& problem) {
    auto const* recorded = problem.find("recorded");
    return {
        std::string{problem.text("decision")},
        whole(problem, "version"),
        refusals_in(problem),
        recorded != nullptr && problem.flag("recorded")};
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

States states_in(Object const& object) {
    States states;
    for (auto const& [region, state] : object_in(object, "states")) {
        if (auto const* code = state.string()) states.emplace_back(region, *code);
    }
    return states;
}

Menu menu_in(Object const& body) {
    Menu menu;
    menu.version = whole(body, "version");
    menu.states = states_in(body);
    for (auto const& value : list_in(body, "options"))
        menu.options.push_back(option(object_of(value)));
    return menu;
}

std::vector<std::string_view> items_in(std::string_view body) {
    auto const items = kafka::raw_member(body, "items");
    auto elements = items ? kafka::raw_elements(*items) : std::nullopt;
    if (!elements) throw DriverError{"服务器的回答没有 items"};
    return std::move(*elements);
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

std::vector<Stored> stored_in(std::string_view page) {
    std::vector<Stored> result;
    for (auto const item : items_in(page))
        result.push_back(stored(item));
    return result;
}

}  // namespace juece::scenario
