// What a rule finds absent, as it is told: {"absent":[codes]}. Inner part of rules/*.cpp.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "workflow/rules/judgement.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::rules {

inline Unmet unmet_unless_empty(List absent) {
    if (absent.empty()) return std::nullopt;
    return Object{{"absent", std::move(absent)}};
}

// Of a rule that asks for one thing.
inline Unmet unmet_unless(bool met, std::string_view code) {
    if (met) return std::nullopt;
    return Object{{"absent", List{code}}};
}

// Of a rule that asks for several things, each with whether it is there.
struct Needed {
    std::string_view code;
    bool is_there = false;
};

inline Unmet unmet_unless_all(std::initializer_list<Needed> needed) {
    List absent;
    for (auto const& [code, is_there] : needed) {
        if (!is_there) absent.emplace_back(code);
    }
    return unmet_unless_empty(std::move(absent));
}

}  // namespace juece::rules
