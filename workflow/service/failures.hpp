// Answers that say why nothing was done, and are not the law's. Pure; threads: any.
#pragma once

#include <exception>
#include <vector>

#include "workflow/service/service.hpp"

namespace juece::service {

Failed invalid(std::vector<procedure::Fault> faults);
Failed busy();
Failed key_reused();
Failed bad_key();
Failed unknown_command(std::string_view command);
Failed unknown_decision();
Failed unknown_organ(OrganCode const& organ);
Failed stranger();               // a rehearsal's identity in a production log
std::exception_ptr full_pool();  // nothing could be read: try again
// An exception as an answer: what the world did to us.
Failed failed(std::exception_ptr const& failure);

}  // namespace juece::service
