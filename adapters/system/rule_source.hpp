// The rules that a rehearsal is opened with, read from <schemas>/profiles and <schemas>/calendars each time.
//
// Threads: any; reads files. Errors: faults are told to `warn`, one line each; what is faulty is not there.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "workflow/service/service.hpp"

namespace juece::system {

using Warn = std::function<void(std::string const& fault)>;

service::RuleSource rule_source(std::filesystem::path schemas, Warn warn);

}  // namespace juece::system
