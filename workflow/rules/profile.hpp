// Profile: a jurisdiction's parameters, resolved (its parents' values filled in) and dated. A local number is data
// here; a local extra stage is a row of the table whose rule reads the profile (docs/GLOSSARY.md).
//
// Defaults are the nation's: what D713 itself says, or nothing where it says nothing. Every parameter is declared once
// (every_parameter): files, leaves, `juecectl profile` and docs/formats/profile.md read that declaration.
// Threads: plain values, constant data, pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/calendar/calendar.hpp"
#include "workflow/core/citation.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"

namespace juece::rules {

// What the value of a parameter rests on.
struct Ground {
    Citation source;
    std::string set_by;    // the profile of the chain that says so: "shanghai"
    bool adopted = false;  // a work plan is no law; this jurisdiction makes a duty of it by publishing it

    bool operator==(Ground const&) const = default;
};

struct Profile {
    std::string id;             // "shanghai/minhang"
    std::uint64_t version = 0;  // of the stream rules/profile/<id>; 0: read from a file, not published

    CalendarDays comment_days_min{30};                                       // D713 15(1): 一般不少于30日
    CalendarDays hearing_days_min{7};                                        // D713 16(3): 7日前送达
    calendar::WorkingDays review_days_min{7};                                // D713 26(2): 一般不少于7个工作日
    std::optional<calendar::WorkingDays> review_days_max{};                  // none in D713
    calendar::WorkingDays publication_days_max{20};                          // OGI 26: 20个工作日内
    calendar::EndOnRestDay end_on_rest_day = calendar::EndOnRestDay::as_is;  // D713 is silent
    calendar::WorkingDays late_entry_grace{3};                               // docs/choices.md: 补录
    calendar::WorkingDays confirmation_days{5};                              // docs/choices.md: 代录
    bool legality_initial = false;                                           // S08, SH-L 4–6
    bool completion_deadline = false;                                        // R12, FJ251 5
    bool has_gazette = true;                                                 // D713 32: 本级人民政府公报
    bool execution_target = false;                                           // R68: 执行目标 is a hard duty
    bool execution_deadline = false;                                         // R68: 执行时限
    bool execution_feedback = false;                                         // R68: 执行反馈
    int panel_size_min = 0;                                                  // R35: none in D713
    bool panel_size_odd = false;                                             // R35
    int quorum_percent = 0;                                                  // of members; 0: the profile sets none

    Day in_force_from{};                                 // the first day of 1970 if nobody says since when
    std::map<std::string, Ground, std::less<>> grounds;  // by parameter; absent: the nation's

    // What the parameter's value rests on here; of one that nobody set, the nation's source. Requires: a parameter.
    Ground ground_of(std::string_view parameter) const;
    bool operator==(Profile const&) const = default;
};

enum class ParameterKind : std::uint8_t { days, working_days, flag, number, choice };

// Where a local value may differ from one that binds everybody (a law or an administrative regulation).
enum class Stricter : std::uint8_t {
    more,   // a longer period, a larger number
    fewer,  // a shorter period
    on,     // a duty more
    none,   // neither is stricter: a fact of the place
};

struct Parameter {
    std::string_view name;   // "comment_days_min", as in files and leaves
    std::string_view label;  // Chinese
    ParameterKind kind{};
    Stricter stricter{};
    Citation national;  // where the nation's value stands, or would stand; of `design`, a number of docs/choices.md
    std::int64_t least = 0;
    std::int64_t most = 0;
    bool may_be_none = false;  // the value may be "none"
    // The value as files and leaves hold it: a number, true or false, a code.
    Value (*get)(Profile const&) = nullptr;
    void (*set)(Profile&, Value const&) = nullptr;  // requires: no fault_of
};

// A path of names [a-z0-9_]+ such as "shanghai/minhang": never "..", never absolute, at most 64 bytes.
bool is_profile_id(std::string_view id);

std::span<Parameter const> every_parameter();
Parameter const* find_parameter(std::string_view name);  // nullptr if unknown

// Why this is no value of the parameter, in Chinese; nothing if it is one.
std::optional<std::string> fault_of(Parameter const& parameter, Value const& value);
// Whether it asks for less than the other. Requires: no fault_of either.
bool is_laxer(Parameter const& parameter, Value const& value, Value const& than);
std::string text(Parameter const& parameter, Value const& value);  // "30 日", "7 个工作日", "是", "不顺延", "未规定"
std::string_view code(ParameterKind kind);                         // "working_days"

struct ProfileFault {
    std::string key;  // "comment_days_min.value"
    std::string message;
    bool operator==(ProfileFault const&) const = default;
};
using ProfileFaults = std::vector<ProfileFault>;

// What a leaf holds: {"comment_days_min":{"value","source","level","set_by"[,"adopted":true]},…}, every parameter. The
// id, version and in_force_from are the event's.
Object to_data(Profile const& profile);
// Accepts what to_data writes, and a leaf of a time that knew fewer parameters: those have the nation's values. Every
// fault at once.
Result<Profile, ProfileFaults> from_data(Object const& parameters);

}  // namespace juece::rules
