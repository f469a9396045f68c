// Facts: what is known of one decision item, folded from its events. Every fact carries the version that set it and
// the day of the act, because a rule about an earlier act may only read what was done no later than the act judged
// (docs/adr/0013-time.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/event.hpp"

namespace juece::rules {

template <class T>
struct Fact {
    T value{};
    std::uint64_t version = 0;
    Timestamp occurred_at{};
};

template <class T>
using Known = std::optional<Fact<T>>;

// 公开征求意见 as announced: D713 15(1).
struct CommentPeriod {
    Day opened;
    Day last_day;
    bool shortened = false;  // shorter than the profile asks, with the reason in the notice
};

struct Facts {
    Known<std::string> category;       // D713 3(1)
    Known<std::string> proposer_kind;  // D713 10: who proposed
    Known<OrganCode> study_unit;       // 有关单位, who studies the proposal
    Known<bool> studied;
    Known<std::vector<OrganCode>> handlers;  // 决策承办单位
    Known<OrganCode> lead;                   // 牵头的决策承办单位
    Known<Digest> draft;                     // 决策草案, by digest
    Known<CommentPeriod> comment_period;
    Known<std::string> participation;  // the first method of S04 that was completed: "public_comment"
    Known<std::string> not_public;     // F_NOTPUBLIC: the legal ground cited, e.g. "OGI 14"
};

// Applies one event. Events that carry no fact change nothing.
void fold(Facts& facts, procedure::Event const& event);

}  // namespace juece::rules
