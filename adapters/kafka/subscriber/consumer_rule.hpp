// The consumer rule: of a stream's events each is applied exactly once and in order, whatever Kafka delivers.
//
// Per subject, by `streamversion`: not above the last one seen → a repeat, dropped; the next one → applied; beyond it
// → a gap, and what is missing is fetched from the log over HTTP first. Nothing is believed: the leaf's bytes must
// give `leafhash` (both suites), must say what the headers say, and `prev` must be the hash of the subject's last
// event. Bytes that fail are fetched like a gap. A broken chain cannot be mended by reading again: the subject is
// stopped, others go on, and every fault is reported. Knows no Kafka. Threads: one; callbacks run on it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/subscriber/feed.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::kafka {

enum class Origin : std::uint8_t { topic, history };

struct ReceivedEvent {
    Attributes attributes;  // proved by the leaf; sequence as Kafka or HTTP said
    std::string leaf;       // canonical bytes
    Origin origin{};
};

enum class FaultKind : std::uint8_t {
    malformed,      // not an event of this log
    leaf_hash,      // the bytes do not give the hash
    attributes,     // the headers say other things than the leaf
    chain,          // `prev` is not the hash of the event before: the subject is stopped
    gap,            // HTTP did not give the missing events (yet): asked again
    fetch_failed,   // HTTP could not be asked: asked again
    topic_missing,  // waited for
    kafka,          // no broker answers: waited for
};
std::string_view code(FaultKind kind);

struct Fault {
    FaultKind kind{};
    std::string subject;  // empty if it concerns no subject
    std::uint64_t version = 0;
    std::string text;  // for people
};

// The leaves of `subject` with a version > after_version, in order, as GET …/streams/{subject}/events?after_version=
// gives them (subscriber/feed.hpp reads the answer). At least one if there is one; may throw, and is then asked
// again.
using Fetch = std::function<std::vector<FetchedLeaf>(std::string const& subject, std::uint64_t after_version)>;
using OnEvent = std::function<void(ReceivedEvent const&)>;
using OnFault = std::function<void(Fault const&)>;

struct Seen {
    std::uint64_t version = 0;
    Digest leaf;  // zeros at version 0
    bool operator==(Seen const&) const = default;
};
using SeenVersions = std::unordered_map<std::string, Seen>;

class ConsumerRule {
public:
    enum class Outcome : std::uint8_t {
        applied,
        repeat,
        set_aside,  // reported as a fault; the next event of the subject will show a gap
        again,      // nothing is lost: offer the same event again later
    };

    struct Settings {
        LogName log;
        std::uint64_t from_seq =
            0;  // events before it are dropped; a subject then begins with its first event from there on
    };

    ConsumerRule(
        Settings settings,
        ports::Hasher const& hasher,
        Fetch fetch,
        OnEvent on_event,
        OnFault on_fault,
        SeenVersions seen = {}
    );

    // Whatever a callback throws leaves the event not applied.
    Outcome take(HeaderList const& headers, std::string const& leaf);
    SeenVersions const& seen() const { return seen_; }

private:
    Outcome take_proven(ReceivedEvent const& event);
    Outcome fill(std::string const& subject, std::uint64_t up_to);
    bool apply(ReceivedEvent const& event);
    void report(FaultKind kind, std::string const& subject, std::uint64_t version, std::string text);
    void report_once(FaultKind kind, std::string const& subject, std::uint64_t version, std::string const& text);
    // Nothing of it has been seen, and its beginning was not asked for.
    bool joins_midway(std::string const& subject) const;
    Seen seen_of(std::string const& subject) const;

    Settings settings_;
    ports::Hasher const& hasher_;
    Fetch fetch_;
    OnEvent on_event_;
    OnFault on_fault_;
    SeenVersions seen_;
    std::unordered_set<std::string> stopped_;
    std::string repeated_fault_;  // the last fault that is being retried, so that it is said once
};

}  // namespace juece::kafka
