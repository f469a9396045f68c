// Lawful histories, as many and as long as a benchmark wants: every event was decided by the law, every leaf is written
// as the service writes it (versions, chain, both hashes, sealed digests with salts).
//
// A story is decided once and may then be written as the history of any number of decisions. Run from the repository's
// root: the calendar is that of schemas/calendars. Threads: one. Throws std::runtime_error if the law refuses an act.
#pragma once

#include <cstddef>
#include <vector>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/memory/entropy.hpp"
#include "tests/support/act.hpp"
#include "workflow/service/leaves.hpp"

namespace juece::bench {

// What one command yielded, and when it was given.
struct Chapter {
    Timestamp at{};
    std::vector<dossier::Draft> drafts;
};

struct Story {
    std::vector<Chapter> chapters;
    Object row;  // as lists show the item at its end
    std::size_t events = 0;
};

Story told(std::vector<testing::Act> const& acts);

// From the proposal to the order to execute.
Story whole_procedure();

// The beginning of that procedure, with this many acts.
Story beginning(std::size_t acts);

// An item with this many events whose main line waits for its legality review: opinions received and answered one by
// one, meetings with the public, facts, new drafts. Of its entries, `corrected` were corrected afterwards.
Story long_story(std::size_t events, std::size_t corrected);

// Writes stories into one rehearsal log.
class Scribe {
public:
    explicit Scribe(LogName log);

    // The whole history of one decision, in items of at most `leaves_max` leaves (more, if one command yielded more).
    // The documents that the leaves name are not asked of the log: no benchmark reads them.
    std::vector<ports::AppendItem> write(Story const& story, DecisionId decision, std::size_t leaves_max);

    service::Writer writer();
    codec::LeafCodec const& codec() const { return codec_; }
    crypto::Hashing const& hasher() const { return hasher_; }

private:
    procedure::CommandMark new_mark();

    LogName log_;
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    memory::SeededEntropy entropy_;
    std::uint64_t keys_ = 0;
};

// The n-th decision of a benchmark's log.
DecisionId decision_number(std::size_t n);

}  // namespace juece::bench
