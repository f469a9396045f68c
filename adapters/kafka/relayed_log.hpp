// One log on its way to Kafka: which event comes next, which reports are still owed, and up to where all is settled.
//
// An event is settled when it is stored, was there already, or is durably parked. `settled()` is the first event that
// is not: the position of the follower never goes beyond it. A record that Kafka refuses makes the log careful: from
// the settled event up to the refused one events go one by one, since a refused batch does not say which of its
// records was wrong; an event refused alone is parked with all later ones of its key.
// Threads: one. Pure: no Kafka, no clock.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/kafka/preparation.hpp"
#include "adapters/kafka/producer.hpp"
#include "workflow/core/id.hpp"

namespace juece::kafka {

class RelayedLog {
public:
    enum class Treatment : std::uint8_t {
        skip,  // Kafka has it
        send,  // to the topic of events
        park,  // to the parked topic
    };
    RelayedLog(LogName name, std::size_t window) : name_{std::move(name)}, window_{window} {}

    LogName const& name() const { return name_; }

    // A new owner, or a new producer: goes on at `position`, forgets the reports that are owed and what Kafka holds.
    void restart(std::uint64_t position);
    // What Kafka holds; from now on events may be sent. False: the topic lost records and the way begins at its end.
    bool prepare(Prepared prepared);
    bool is_prepared() const { return prepared_.has_value(); }

    std::uint64_t next() const { return next_; }        // seq of the next event to send
    std::uint64_t settled() const { return settled_; }  // seq of the first event that is not settled
    bool owes_reports() const { return next_ != settled_; }
    std::size_t room() const;  // how many events may be sent now
    std::size_t parked_keys() const { return prepared_ ? prepared_->parked.keys() : 0; }

    Treatment treat(std::string_view key, std::uint64_t sequence) const;
    // Why `treat` says park.
    std::string_view parking_reason(std::uint64_t sequence) const;

    // Kafka's client refused the event by itself: it is parked without being sent again.
    void refused_before_sending(std::uint64_t sequence, std::string const& reason) {
        refused_.emplace(sequence, reason);
    }

    // The event `next()` has been dealt with so.
    void skipped();
    void sent();
    void parking(std::string_view key);

    // Anything but `stored` obliges the caller to drop the producer and restart.
    void report(std::uint64_t sequence, Delivered what, std::string const& reason, bool was_parking);

private:
    void settle(std::uint64_t sequence);
    bool is_careful() const { return careful_until_ && next_ <= *careful_until_; }

    LogName name_;
    std::size_t window_;
    std::optional<Prepared> prepared_;
    std::uint64_t next_ = 0;
    std::uint64_t settled_ = 0;
    std::deque<bool> reported_;  // for the events from settled_ to next_
    std::optional<std::uint64_t> careful_until_;
    std::optional<std::uint64_t> alone_;            // the last event that went by itself
    std::map<std::uint64_t, std::string> refused_;  // refused alone, with the reason: to be parked
};

}  // namespace juece::kafka
