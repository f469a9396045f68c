// Profiles of jurisdictions as files: <schemas>/profiles/<id>.toml, each parameter with its value, source and level.
//
// `inherits` names the profile whose parameters hold where the file says nothing; the chain ends at `national`, which
// sets every one. A parameter whose national source binds everybody may be made stricter and never laxer (D713 15(1):
// 一般不少于30日; a shorter period needs a reason in each case, rule R21, and is no matter of a profile).
// Threads: any; reads files. Errors: every fault of the first file that has one.
#pragma once

#include <filesystem>
#include <string>

#include "adapters/system/config_fault.hpp"
#include "workflow/core/result.hpp"
#include "workflow/rules/profile.hpp"

namespace juece::system {

// `id` is a path of names [a-z0-9_]+ such as "shanghai/minhang". The version is 0: publishing gives it one.
Result<rules::Profile, ConfigFaults> load_profile(std::filesystem::path const& schemas, std::string const& id);

}  // namespace juece::system
