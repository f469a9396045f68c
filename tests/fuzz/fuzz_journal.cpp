// A subscriber's journal: damaged it is refused; what is read is written anew and reads the same.
#include "adapters/kafka/subscriber/journal.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::fuzz {

std::string journal(std::string_view bytes) {
    static Scratch const scratch;
    constexpr auto topic = "juece.log.minhang";
    auto const file = scratch.put("journal", bytes);
    try {
        kafka::Journal const first{file, topic};
        auto const seen = first.seen();
        auto const offsets = first.next_offsets();
        for (auto const& [subject, last] : seen)
            JUECE_ASSERT(!subject.empty() && last.version > 0, "what was seen has a version");
        for (auto const& [partition, offset] : offsets)
            JUECE_ASSERT(partition >= 0 && offset >= 0, "a partition is read on somewhere");
        kafka::Journal second{file, topic};
        JUECE_ASSERT(second.seen() == seen, "nothing is forgotten");
        if (offsets.size() <= seen.size()) JUECE_ASSERT(second.next_offsets() == offsets, "no offset is forgotten");
        second.applied(3, 17, "decision/next", {1, {}});
        kafka::Journal const third{file, topic};
        JUECE_ASSERT(third.seen().at("decision/next").version == 1, "an event that was applied is remembered");
        return seen.empty() ? "empty" : "accepted";
    } catch (ports::WorldError const& error) {
        JUECE_ASSERT(error.kind() == ports::WorldErrorKind::corrupt, "a journal that cannot be read is corrupt");
        return "refused";
    }
}

}  // namespace juece::fuzz
