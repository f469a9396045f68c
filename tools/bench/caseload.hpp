// The decisions of a speed figure, each somewhere on its course (course.hpp). At most one command of a decision is
// under way, and those that have rested longest go first, so that the load is spread evenly.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "workflow/core/id.hpp"

namespace juece::bench {

struct Case {
    std::size_t number = 0;              // of the item, not of its decision
    std::optional<DecisionId> decision;  // absent: not opened yet
    std::uint64_t version = 0;
    std::size_t step = 0;  // the next one
};

class Caseload {
public:
    Caseload(std::size_t items, std::size_t steps) : steps_{steps}, cases_(items) {
        for (std::size_t i = 0; i < items; ++i) {
            cases_[i].number = i;
            resting_.push_back(&cases_[i]);
        }
    }
    Caseload(Caseload const&) = delete;
    Caseload& operator=(Caseload const&) = delete;

    std::size_t size() const { return cases_.size(); }
    // Requires: fewer items are under way than there are.
    Case& take() {
        auto* const item = resting_.front();
        resting_.pop_front();
        return *item;
    }
    void give_back(Case& item) { resting_.push_back(&item); }

    // Before a measurement: takes items until all are where they would stand if the load had been on for long, as many
    // at each step of the course. nullptr: none rests that is not there; once none is under way, rest_all().
    Case* take_unsettled() {
        while (!resting_.empty()) {
            auto& item = take();
            if (item.step != item.number % steps_) return &item;
            settled_.push_back(&item);
        }
        return nullptr;
    }
    void rest_all() { resting_.swap(settled_); }

    // A command was obeyed; after the last of the course the item is a new decision.
    void advance(Case& item, DecisionId decision) {
        item.decision = decision;
        ++item.version;
        if (++item.step < steps_) return;
        item.decision.reset();
        item.version = 0;
        item.step = 0;
    }

private:
    std::size_t steps_;
    std::vector<Case> cases_;
    std::deque<Case*> resting_;
    std::deque<Case*> settled_;
};

}  // namespace juece::bench
