// JUECE_ASSERT: the program itself is wrong. Always on, in every build; never used on input.
// Threads: any. On failure it prints expression, message and place to stderr and aborts.
#pragma once

#include <source_location>
#include <string_view>

namespace juece {

[[noreturn]] void assertion_failed(
    std::string_view expression, std::string_view message, std::source_location where = std::source_location::current()
);

}  // namespace juece

#define JUECE_ASSERT(condition, message)                      \
    do {                                                      \
        if (!(condition)) [[unlikely]]                        \
            ::juece::assertion_failed(#condition, (message)); \
    } while (false)
