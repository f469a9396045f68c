// Acts: lawful commands with complete data, one per trigger, each to be bent by the test that uses it.
//
// They follow one item: the department 应急局 proposes on 2023-10-11, the draft is made the same day, the public is
// asked from
// 2023-10-12 to 2023-11-11. Threads: plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflow/dossier/dossier.hpp"

namespace juece::testing {

// The organ that proposes and handles, and one that has no part in the item.
OrganCode handling_organ();
OrganCode other_organ();

rules::Performer performer(procedure::Role role, OrganCode const& organ);
procedure::Document document(std::string role, std::string_view content);
Timestamp beijing(std::string_view day, int hour = 9, int minute = 0);

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

Act propose();
Act assign_study();
Act report_study();
Act reject_proposal();
Act start_procedure();
Act decline_procedure();
Act defer_procedure();
Act complete_draft();
Act finalise_draft();
Act open_public_comment();
Act close_public_comment();
Act report_public_comment();
Act waive_public_comment();

// The act of a trigger, complete for any day: the period of a public comment is 30 days from then.
Act complete_act(procedure::Trigger trigger, Timestamp when);

}  // namespace juece::testing
