// What every notice to the public carries: D713 15(1) and 16(2) ask for the same. Inner part of rules/*.cpp.
#pragma once

#include "workflow/rules/judgement.hpp"

namespace juece::rules {

// Notice, draft and explanation; the draft published is the one that was completed.
inline List absent_from_notice(Judgement const& judged) {
    List absent;
    for (auto const* role : {"notice", "draft", "explanation"}) {
        if (!judged.has_document(role)) absent.emplace_back(role);
    }
    auto const* published = judged.document("draft");
    auto const* completed = judged.known(judged.facts.draft);
    if (published != nullptr && completed != nullptr && published->digest != *completed)
        absent.emplace_back("same_draft");
    return absent;
}

}  // namespace juece::rules
