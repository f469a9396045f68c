// A world whose log has a register: a district government with its office, two bureaus and the justice bureau, and who
// holds which post. The tokens of these people name no roles: what they may do, the register alone says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "tests/unit/service/world.hpp"

namespace juece::testing {

struct Town : World {
    Town();

    using EntryAnswer = std::variant<service::Registered, service::Failed>;

    // A log that is no rehearsal, with the nation's rules and an empty register.
    void open_production(LogName const& name);
    // The holder of a post by his token: without roles.
    service::Identity holder(std::string_view name, std::string_view post) const;
    PersonId person(std::string_view name) const;

    service::RegisterRequest entry(std::string command, Object data);
    EntryAnswer enter(service::RegisterRequest request) { return enter(*node, std::move(request)); }
    EntryAnswer enter(Node& at, service::RegisterRequest request);
    service::Registered entered(std::string command, Object data);  // must be taken
    service::Registered entered(service::RegisterRequest request);  // must be taken
    service::Failed not_entered(service::RegisterRequest request);  // must fail
    service::Registered appoint(std::string_view name, std::string_view post, std::string_view from = "2019-01-01");
    Object roll(std::optional<Day> day = {}, std::optional<std::uint64_t> version = {});

    void move_clock(std::string_view day);  // of the rehearsal, to nine in the morning
    // A decision that was started, with the emergency bureau (yingji) as handler.
    DecisionId started();
    // Everything that a draft needs.
    service::CommandRequest draft_of(DecisionId decision, service::Identity who);
    procedure::Event last_event(DecisionId decision);

    service::Identity registrar;  // holds the office's post
    service::Identity mayor;
    service::Identity clerk;  // of the emergency bureau
};

}  // namespace juece::testing
