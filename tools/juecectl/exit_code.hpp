// What juecectl's exit code says, and the exception for a person's own mistakes.
#pragma once

#include <stdexcept>

namespace juece::juecectl {

enum ExitCode : int {
    exit_done = 0,
    exit_refused = 1,       // the law says no, or a comparison found differences
    exit_bad_input = 2,     // wrong usage, or a request that makes no sense
    exit_world_failed = 3,  // server, database, Kafka or file system cannot be reached
};

// Thrown with a Chinese sentence that says what to do instead; ends in exit_bad_input.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace juece::juecectl
