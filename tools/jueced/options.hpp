// The command line of jueced. User-facing text is Chinese.
#pragma once

#include <filesystem>
#include <optional>

namespace juece::jueced {

enum class Mode { serve, migrate, check };

struct Options {
    Mode mode = Mode::serve;
    std::filesystem::path config;
};

// Nothing if the program is done (--help, --version, a wrong command line); then `exit_code` says how it ends.
std::optional<Options> parse_options(int argc, char const* const* argv, int& exit_code);

}  // namespace juece::jueced
