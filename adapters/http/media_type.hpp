// A Content-Type, read as far as we need it. Pure; threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace juece::http {

// "type/subtype" in lower case without parameters; nothing if it is none.
std::optional<std::string> media_type(std::string_view field);

}  // namespace juece::http
