// Filling the register, by the register's own commands.
#include "tests/unit/service/town.hpp"

#include <gtest/gtest.h>

#include "workflow/service/leaves.hpp"
#include "workflow/service/rulebook.hpp"

namespace juece::testing {
namespace {

constexpr auto since = "2019-01-01";

}  // namespace

Town::Town() {
    registrar = identity("丙", procedure::Role::office, "minhang-office");
    auto const add_organ = [&](std::string_view code, std::string_view kind) {
        entered("add_organ", Object{{"organ", code}, {"name", code}, {"kind", kind}, {"from", since}});
    };
    auto const establish = [&](std::string_view post, std::string_view organ_code, List roles) {
        entered(
            "establish_post",
            Object{
                {"post", post},
                {"organ", organ_code},
                {"title", post},
                {"holders", post == "mayor" ? "one" : "several"},
                {"roles", std::move(roles)},
                {"from", since}}
        );
    };
    add_organ("minhang", "government");
    add_organ("minhang-office", "office");
    add_organ("yingji", "department");
    add_organ("shuiwu", "department");
    establish("office.clerk", "minhang-office", List{"office"});
    establish("mayor", "minhang", List{"head", "organ"});
    establish("yingji.clerk", "yingji", List{"department", "handler"});
    establish("shuiwu.clerk", "shuiwu", List{"department", "handler"});
    for (auto const* name : {"丙", "区长", "李", "王", "副区长"})
        entered("enter_person", Object{{"person", person(name).text()}, {"name", name}});
    appoint("丙", "office.clerk");
    registrar = holder("丙", "office.clerk");
    appoint("区长", "mayor");
    appoint("李", "yingji.clerk");
    appoint("王", "shuiwu.clerk");
    mayor = holder("区长", "mayor");
    clerk = holder("李", "yingji.clerk");
}

void Town::open_production(LogName const& name) {
    service::Writer const writer{name, false, node->codec, node->hasher, node->entropy};
    std::vector<ports::AppendItem> items;
    auto const add = [&](std::string const& stream, dossier::Draft draft) {
        draft.event.actor.person = person("运维");
        draft.event.actor.auth = "machine";
        draft.event.occurred_at = clock.now();
        items.push_back(service::write(writer, stream, {}, {std::move(draft)}, std::nullopt, clock.now()).item);
    };
    dossier::Draft opening;
    opening.event.type = "log.opened.v1";
    opening.event.data = Object{{"kafka", false}, {"name", name.text()}, {"rehearsal", false}};
    add("log", std::move(opening));
    auto const& statute = *procedure::find_statute("d713_2019");
    add(service::statute_stream(statute.id), service::publish_statute(node->hasher, statute));
    rules::Profile profile;
    profile.id = "national";
    add(service::profile_stream(profile.id), service::publish_profile(node->hasher, node->codec, profile));
    if (!memory_log.open(name, false, false, std::move(items))) ADD_FAILURE() << "the log was not opened";
}

PersonId Town::person(std::string_view name) const {
    return identity(name, procedure::Role::citizen, "nowhere").person;
}

service::Identity Town::holder(std::string_view name, std::string_view post) const {
    return {person(name), *PostCode::parse(post), *OrganCode::parse("as-the-token-says"), {}, "rehearsal"};
}

service::RegisterRequest Town::entry(std::string command, Object data) {
    service::RegisterRequest request;
    request.log = log;
    request.who = registrar;
    request.idempotency_key = new_key();
    request.command = std::move(command);
    request.data = std::move(data);
    return request;
}

Town::EntryAnswer Town::enter(Node& at, service::RegisterRequest request) {
    std::optional<EntryAnswer> answer;
    at.service.enter(std::move(request), [&](EntryAnswer given) { answer = std::move(given); });
    if (!answer) ADD_FAILURE() << "no answer";
    return answer.value_or(service::Failed{});
}

service::Registered Town::entered(std::string command, Object data) {
    return entered(entry(std::move(command), std::move(data)));
}

service::Registered Town::entered(service::RegisterRequest request) {
    auto answer = enter(request);
    if (auto const* failed = std::get_if<service::Failed>(&answer)) {
        ADD_FAILURE() << request.command << ": " << failed->detail
                      << (failed->faults.empty() ? std::string{} : " " + failed->faults.front().message);
        return {};
    }
    return std::get<service::Registered>(std::move(answer));
}

service::Failed Town::not_entered(service::RegisterRequest request) {
    auto answer = enter(std::move(request));
    if (auto* const failed = std::get_if<service::Failed>(&answer)) return std::move(*failed);
    ADD_FAILURE() << "it was entered";
    return {};
}

service::Registered Town::appoint(std::string_view name, std::string_view post, std::string_view from) {
    return entered("appoint", Object{{"person", person(name).text()}, {"post", post}, {"from", from}});
}

Object Town::roll(std::optional<Day> day, std::optional<std::uint64_t> version) {
    Object body;
    node->service.roll(log, {day, version, {}}, [&](std::variant<service::Roll, service::Failed> answer) {
        if (auto* const roll = std::get_if<service::Roll>(&answer)) body = std::move(roll->body);
    });
    return body;
}

void Town::move_clock(std::string_view day) {
    auto const to = at_time(*parse_day(day), std::chrono::hours{9});
    node->service.move_clock(log, registrar, to, [](std::variant<service::LogView, service::Failed> answer) {
        if (auto* const failed = std::get_if<service::Failed>(&answer)) ADD_FAILURE() << failed->detail;
    });
}

DecisionId Town::started() {
    auto asked = proposal();
    asked.who = clerk;
    auto const decision = accepted(std::move(asked)).decision;
    auto study = request(clerk, "report_study", Object{{"conclusion", "start"}});
    study.decision = decision;
    accepted(std::move(study));
    auto start = request(mayor, "start_procedure", Object{{"handlers", List{"yingji"}}});
    start.decision = decision;
    start.documents = {upload("decision", "同意启动")};
    accepted(std::move(start));
    return decision;
}

service::CommandRequest Town::draft_of(DecisionId decision, service::Identity who) {
    auto draft = request(std::move(who), "complete_draft");
    draft.decision = decision;
    draft.documents = {upload("draft", "草案"), upload("law_inventory", "清单"), upload("cost_benefit", "报告")};
    return draft;
}

procedure::Event Town::last_event(DecisionId decision) {
    auto const events = stream("decision/" + decision.text());
    auto const leaf = node->codec.decode(events.at(events.size() - 1).leaf);
    return leaf ? leaf.value().event : procedure::Event{};
}

}  // namespace juece::testing
