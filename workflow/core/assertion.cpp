// Ends the process loudly when one of our own invariants does not hold.
#include "workflow/core/assertion.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace juece {

void assertion_failed(std::string_view expression, std::string_view message, std::source_location where) {
    fmt::print(
        stderr,
        "juece: assertion failed: {} ({}) at {}:{} in {}\n",
        message,
        expression,
        where.file_name(),
        where.line(),
        where.function_name()
    );
    std::abort();
}

}  // namespace juece
