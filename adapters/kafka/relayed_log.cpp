// The window of events that are owed a report, and what a refusal means for it.
#include "adapters/kafka/relayed_log.hpp"

#include <algorithm>

#include "workflow/core/assertion.hpp"

namespace juece::kafka {

void RelayedLog::restart(std::uint64_t position) {
    next_ = settled_ = position;
    reported_.clear();
    alone_.reset();
    prepared_.reset();
}

bool RelayedLog::prepare(Prepared prepared) {
    JUECE_ASSERT(!owes_reports(), "a log is prepared before anything is sent");
    auto const end = prepared.end();
    prepared_ = std::move(prepared);
    if (end >= settled_) return true;
    next_ = settled_ = end;
    return false;
}

std::size_t RelayedLog::room() const {
    if (!prepared_) return 0;
    if (is_careful()) return owes_reports() ? 0 : 1;
    return reported_.size() < window_ ? window_ - reported_.size() : 0;
}

RelayedLog::Treatment RelayedLog::treat(std::string_view key, std::uint64_t sequence) const {
    if (prepared_->parked.holds(key, sequence)) {
        auto const last = prepared_->parked.last();
        return last && *last >= sequence ? Treatment::skip : Treatment::park;
    }
    auto const partition = partition_of(key, static_cast<int>(prepared_->last.size()));
    auto const& last = prepared_->last.at(static_cast<std::size_t>(partition));
    if (last && last->sequence >= sequence) return Treatment::skip;
    return refused_.contains(sequence) ? Treatment::park : Treatment::send;
}

std::string_view RelayedLog::parking_reason(std::uint64_t sequence) const {
    auto const found = refused_.find(sequence);
    return found == refused_.end() ? key_is_parked : std::string_view{found->second};
}

void RelayedLog::skipped() {
    sent();
    settle(next_ - 1);
}

void RelayedLog::sent() {
    if (is_careful()) alone_ = next_;
    reported_.push_back(false);
    ++next_;
}

void RelayedLog::parking(std::string_view key) {
    prepared_->parked.park(key, next_);
    sent();
}

void RelayedLog::settle(std::uint64_t sequence) {
    JUECE_ASSERT(sequence >= settled_ && sequence < next_, "a report is about an event that was sent");
    reported_[sequence - settled_] = true;
    while (!reported_.empty() && reported_.front()) {
        reported_.pop_front();
        ++settled_;
    }
    refused_.erase(refused_.begin(), refused_.lower_bound(settled_));
}

void RelayedLog::report(std::uint64_t sequence, Delivered what, std::string const& reason, bool was_parking) {
    if (what == Delivered::stored) return settle(sequence);
    if (what == Delivered::failed || was_parking) return;
    if (alone_ == sequence) refused_.emplace(sequence, reason);
    careful_until_ = std::max(careful_until_.value_or(0), sequence);
}

}  // namespace juece::kafka
