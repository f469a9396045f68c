// What an official reads where a leaf or a refusal holds a code: 公告 for "notice", 《政府信息公开条例》第十四条 for "OGI 14".
//
// Documents, fields, choices, roles, states, regions, citations. A code without a word (dates, organ codes, digests)
// stays as it is.
// Threads: any.
#pragma once

#include <string>
#include <string_view>

namespace juece::procedure {

std::string word(std::string_view code);

}  // namespace juece::procedure
