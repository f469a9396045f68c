// 补录: an act that is entered more than the profile's grace of working days after it was done needs a reason, the paper
// it rests on, and the approval of an office (docs/choices.md). Within the grace there is nothing to approve.
//
// Pure; threads: any.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "workflow/calendar/calendar.hpp"
#include "workflow/register/register.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {

// How late an act is entered, by the calendar as it is known today.
struct Lateness {
    bool is_late = false;
    // Nothing: some year in between has no notice. Then an act counts as late, because nobody can say that it is not.
    std::optional<int> working_days;
};

Lateness lateness(calendar::KnownCalendar const& known_today, Day occurred, calendar::WorkingDays grace);

// What is wrong with the request's late entry, or with its absence: late_entry_required late_entry_not_needed
// unknown_choice missing_document not_an_office_post.
std::vector<procedure::Fault> faults_of_late_entry(
    CommandRequest const& request, Lateness const& lateness, calendar::WorkingDays grace, registry::View const& view
);

// What the leaf says of it. Requires: no faults.
std::optional<procedure::LateEntry> late_entry_of(CommandRequest const& request);

}  // namespace juece::service
