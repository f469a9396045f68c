// Entries in the register, one command after the other.
#include "tools/scenario/enrolment.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "tools/scenario/runner.hpp"

namespace juece::scenario {
namespace {

using procedure::Role;

constexpr std::string_view since = "2019-01-01";

std::string_view kind_of(Role role) {
    switch (role) {
        case Role::organ:
        case Role::head:
        case Role::leader:
        case Role::member:
            return "government";
        case Role::office:
            return "office";
        case Role::reviewer:
            return "justice";
        case Role::samr:
            return "market_supervision";
        case Role::party:
            return "party";
        case Role::npc_organ:
            return "npc";
        case Role::auditor:
            return "audit";
        case Role::expert:
        case Role::risk_unit:
            return "institution";
        case Role::citizen:
        case Role::delegate:
            return "other";
        case Role::handler:
        case Role::department:
        case Role::handler_legal:
        case Role::executor:
            return "department";
    }
    return "other";
}

class Enrolment {
public:
    Enrolment(Scenario const& scenario, Driver& driver, Names const& names, Person registrar)
        : scenario_{scenario}, driver_{driver}, names_{names}, registrar_{std::move(registrar)} {}

    void enter_performer(Performer const& performer) {
        auto const organ = scenario_.organ_of(performer);
        auto const post = scenario_.post_of(performer);
        if (organs_.insert(organ).second) {
            enter("add_organ", {{"organ", organ}, {"name", organ}, {"kind", kind_of(performer.role)}, {"from", since}});
        }
        if (posts_.insert(post).second) {
            enter(
                "establish_post",
                {{"post", post},
                 {"organ", organ},
                 {"title", procedure::label(performer.role)},
                 {"holders", "several"},
                 {"roles", List{procedure::code(performer.role)}},
                 {"from", since}}
            );
        }
        enter_person(performer.name);
        if (is_placed_later(performer.name, post)) return;
        enter("appoint", {{"person", names_.person(performer.name).text()}, {"post", post}, {"from", since}});
    }

    void enter_person(std::string const& name) {
        if (!persons_.insert(name).second) return;
        enter("enter_person", {{"person", names_.person(name).text()}, {"name", name}});
    }

private:
    // Whether a step of the file itself appoints the person to the post, or lets him stand in for it.
    bool is_placed_later(std::string const& name, std::string const& post) const {
        for (auto const& line : scenario_.lines) {
            auto const* step = std::get_if<Step>(&line);
            if (step == nullptr || step->of_register == nullptr) continue;
            auto const& data = step->given.data;
            bool const places = step->command() == "appoint" || step->command() == "name_stand_in";
            auto const written = data.text("post");
            auto const named = parse_performer(written);
            if (places && data.text("person") == name && (named ? scenario_.post_of(*named) : written) == post)
                return true;
        }
        return false;
    }

    void enter(std::string const& command, Object data) {
        auto const outcome = driver_.enter({registrar_, fresh_key(), command, std::move(data), {}});
        auto const* rejected = std::get_if<Rejected>(&outcome);
        if (rejected == nullptr) return;
        auto what = fmt::format("登记未成({}):{}({})", command, rejected->detail, rejected->code);
        for (auto const& fault : rejected->faults)
            what += fmt::format("\n  {}  {}", fault.pointer, fault.message);
        throw DriverError{what};
    }

    Scenario const& scenario_;
    Driver& driver_;
    Names const& names_;
    Person registrar_;
    std::set<std::string> organs_;
    std::set<std::string> posts_;
    std::set<std::string> persons_;
};

}  // namespace

Performer registrar_of(Scenario const& scenario) {
    auto const performers = scenario.performers();
    for (auto const role : {Role::office, Role::organ}) {
        auto const found = std::ranges::find(performers, role, &Performer::role);
        if (found != performers.end()) return *found;
    }
    return {Role::office, "登记人"};
}

void enrol(
    Scenario const& scenario, Driver& driver, Names const& names, std::function<Person(Performer const&)> person_of
) {
    auto const registrar = registrar_of(scenario);
    Enrolment enrolment{scenario, driver, names, person_of(registrar)};
    enrolment.enter_performer(registrar);
    for (auto const& performer : scenario.performers()) {
        if (performer != registrar) enrolment.enter_performer(performer);
    }
    for (auto const& name : scenario.persons())
        enrolment.enter_person(name);
}

}  // namespace juece::scenario
