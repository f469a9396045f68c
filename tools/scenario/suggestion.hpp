// What a person probably meant, and which words are known. Pure; threads: any.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace juece::scenario {

// The known word that was probably meant, empty if none is near.
std::string_view closest(std::string_view word, std::span<std::string_view const> known);

// "是否想写 X?" or a list of what is known.
std::string suggestion(std::string_view word, std::span<std::string_view const> known);

// "a、b、c"
std::string enumeration(std::span<std::string_view const> words);

// By the file's extension; empty if unknown.
std::string_view media_type_of(std::string_view file);
std::span<std::string_view const> known_extensions();

}  // namespace juece::scenario
