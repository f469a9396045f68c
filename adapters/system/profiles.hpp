// Profiles of jurisdictions as files (docs/formats/profile.md): <schemas>/profiles/<id>.toml, and beside it
// <id>@<day>.toml for each later version, in force from that day; each parameter with its value, source and level.
//
// `inherits` names the profile whose parameters hold where the file says nothing; the chain ends at `national`, which
// sets every one. What a law or an administrative regulation sets binds everybody below: it may be made stricter and
// never laxer (D713 15(1): 一般不少于30日; a shorter period needs a reason in each case, rule R21, and is no matter of a
// profile). What a work plan asks for is no duty until the file says that it is adopted.
// Threads: any; reads files. Errors: every fault of every file of the chain at once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "adapters/system/config_fault.hpp"
#include "workflow/core/result.hpp"
#include "workflow/rules/profile.hpp"

namespace juece::system {

struct ProfileFault {
    std::string file;  // "fujian@2026-03-01.toml", below <schemas>/profiles; empty: the id or the folder
    ConfigFault fault;
    bool operator==(ProfileFault const&) const = default;
};
using ProfileFaults = std::vector<ProfileFault>;

std::string text(ProfileFault const& fault);  // "shanghai.toml 第 3 行 comment_days_min.value:…"

// `id` is a path of names [a-z0-9_]+ such as "shanghai/minhang". Every version of it, resolved, by in_force_from: one
// for each day on which its own file or one that it inherits from changes. Their version is 0: publishing gives one.
Result<std::vector<rules::Profile>, ProfileFaults> load_profile(
    std::filesystem::path const& schemas, std::string const& id
);

// The version in force on that day; nullptr if the first begins later.
rules::Profile const* version_on(std::vector<rules::Profile> const& versions, Day day);

// The ids of all profiles there, sorted. A file whose name is none of the two forms is a fault.
Result<std::vector<std::string>, ProfileFaults> profile_ids(std::filesystem::path const& schemas);

// What people call a profile, as its last file says; empty if there is none.
std::string profile_title(std::filesystem::path const& schemas, std::string const& id);

}  // namespace juece::system
