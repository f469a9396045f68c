// Acts: lawful commands with complete data, one per trigger, each to be bent by the test that uses it.
//
// They follow one item: the department 应急局 proposes on 2023-10-11, the draft is made the same day, the public is
// asked from 2023-10-12 to 2023-11-11. Each chapter's acts stand in acts/. Threads: plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/dossier/dossier.hpp"

namespace juece::testing {

// The organ that proposes and handles, the one that reviews, and one that has no part in the item.
OrganCode handling_organ();
OrganCode reviewing_organ();
OrganCode other_organ();
PersonId person(std::uint8_t number);  // the same number is the same person

// Of the organ that has the role in this item, unless one is named; a person of his own for each role.
rules::Performer performer(procedure::Role role);
rules::Performer performer(procedure::Role role, OrganCode const& organ);
procedure::Document document(std::string role, std::string_view content);
Digest digest_of(std::string_view content);  // equal for equal contents, and not a hash of any suite
Timestamp beijing(std::string_view day, int hour = 9, int minute = 0);

inline constexpr std::string_view draft_text = "突发地质灾害应急预案(修订草案)";

struct Act {
    dossier::Command command;
    rules::Performer who;

    // Each returns the act itself, changed, so that a test reads as one sentence.
    Act by(procedure::Role role) const;
    Act by(procedure::Role role, OrganCode const& organ) const;
    Act at(Timestamp when) const;
    Act on(std::string_view day) const { return at(beijing(day)); }
    Act with(std::string_view member, Value value) const;
    Act without(std::string_view member) const;
    Act attaching(std::string role, std::string_view content) const;
    Act lacking(std::string_view document_role) const;
    Act because(std::string rule, std::string reason) const;
};

Act make_act(std::string_view command, procedure::Role role, std::string_view day, Object data);

// The act of a trigger, complete for any day: the period of a public comment is 30 days from then. Requires: a command
// asks for the trigger.
Act complete_act(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
