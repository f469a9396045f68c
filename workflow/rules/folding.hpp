// Which event sets which fact: one function per chapter of the law, joined by fold() in facts.cpp. Inner part of
// rules/.
//
// Each is given every event with its trigger and answers whether the event was its own. Leaves were checked when they
// were written, so members are read, not checked again. Threads: pure functions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "workflow/rules/facts.hpp"

namespace juece::rules {

template <class T>
void set(Known<T>& fact, T value, procedure::Event const& event) {
    fact = Fact<T>{std::move(value), event.version, event.occurred_at};
}

void set_text(Known<std::string>& fact, std::string_view member, procedure::Event const& event);
void set_organ(Known<OrganCode>& fact, std::string_view member, procedure::Event const& event);
void set_day(Known<Day>& fact, std::string_view member, procedure::Event const& event);
void set_digest(Known<Digest>& fact, std::string_view document_role, procedure::Event const& event);
void set_doer(Known<Doer>& fact, procedure::Event const& event);

bool fold_proposal(Facts& facts, procedure::Event const& event, procedure::Trigger on);       // S01, S02
bool fold_drafting(Facts& facts, procedure::Event const& event, procedure::Trigger on);       // S03
bool fold_participation(Facts& facts, procedure::Event const& event, procedure::Trigger on);  // S04
bool fold_expertise(Facts& facts, procedure::Event const& event, procedure::Trigger on);      // S05
bool fold_risk(Facts& facts, procedure::Event const& event, procedure::Trigger on);           // S06
bool fold_competition(Facts& facts, procedure::Event const& event, procedure::Trigger on);    // S07
bool fold_legality(Facts& facts, procedure::Event const& event, procedure::Trigger on);       // S08, S09
bool fold_deliberation(Facts& facts, procedure::Event const& event, procedure::Trigger on);   // S10
bool fold_reports(Facts& facts, procedure::Event const& event, procedure::Trigger on);        // S11, S12
bool fold_publication(Facts& facts, procedure::Event const& event, procedure::Trigger on);    // S13, S14
bool fold_switches(Facts& facts, procedure::Event const& event, procedure::Trigger on);       // F_*, entries

// Beside the chapter whose own the event is: what a waiver rests on.
void fold_waiver(Facts& facts, procedure::Event const& event, procedure::Trigger on);

}  // namespace juece::rules
