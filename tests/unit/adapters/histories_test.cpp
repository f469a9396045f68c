// The frozen histories, tests/histories/*.jsonl: whole logs, decoded, written again, chained, and folded by the statute
// that they pin (docs/adr/0026-histories-are-frozen.md).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "workflow/core/digest_value.hpp"
#include "workflow/dossier/history.hpp"

namespace juece {
namespace {

using procedure::Event;
using procedure::Region;

std::filesystem::path const folder = "tests/histories";

struct History {
    std::vector<ports::Leaf> leaves;
    std::map<std::string, std::vector<Event>> streams;
    std::map<std::string, Digest> heads;  // the leaf hash of each stream's last event
};

std::set<std::string> history_names() {
    std::set<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".jsonl") names.insert(entry.path().stem().string());
    }
    return names;
}

// Decodes a file and checks what every reader must find: the bytes are those that the encoder writes, and each leaf
// follows the last of its stream.
History read_history(std::string const& name) {
    History history;
    codec::LeafCodec const codec;
    crypto::Hashing const hashing;
    std::ifstream file{folder / (name + ".jsonl"), std::ios::binary};
    EXPECT_TRUE(file) << name;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        auto const where = fmt::format("{}.jsonl:{}", name, ++number);
        auto const leaf = codec.decode(line);
        if (!leaf) {
            ADD_FAILURE() << where << ": " << leaf.error().message;
            continue;
        }
        auto const& [frame, event] = leaf.value();
        EXPECT_EQ(codec.encode(frame, event), line) << where;
        auto& stream = history.streams[frame.stream];
        EXPECT_EQ(event.version, stream.size() + 1) << where;
        auto& head = history.heads[frame.stream];
        EXPECT_EQ(frame.prev, head) << where;
        head = hashing.digest({std::string_view{"\0", 1}, line});
        stream.push_back(event);
        history.leaves.push_back(leaf.value());
    }
    return history;
}

std::string states_of(std::vector<Event> const& events) {
    auto const* statute = procedure::find_statute(events.front().basis.statute->id);
    EXPECT_NE(statute, nullptr);
    auto const dossier = dossier::replay(*statute, events);
    std::vector<std::string> states;
    for (auto const region : procedure::every_region())
        states.push_back(fmt::format("{}={}", code(region), code(dossier.machine.state(region))));
    return fmt::format("{}", fmt::join(states, ","));
}

// "minhang_c2 decision/… 41 <sha256> <sm3> main=published,…", a line per stream; "-" where there are no states.
std::set<std::string> heads_of(std::string const& name, History const& history) {
    std::set<std::string> lines;
    for (auto const& [stream, events] : history.streams) {
        auto const& head = history.heads.at(stream);
        auto const states = stream.starts_with("decision/") ? states_of(events) : "-";
        lines.insert(
            fmt::format("{} {} {} {} {} {}", name, stream, events.size(), hex(head.sha256), hex(head.sm3), states)
        );
    }
    return lines;
}

TEST(FrozenHistories, DecodeChainAndReplayToTheFrozenHeads) {
    std::set<std::string> frozen;
    std::ifstream file{folder / "heads.txt"};
    for (std::string line; std::getline(file, line);)
        frozen.insert(line);
    std::set<std::string> found;
    for (auto const& name : history_names())
        found.merge(heads_of(name, read_history(name)));
    EXPECT_EQ(found, frozen);
}

// A published table is frozen: a log refuses another one under its name. What must change is a new statute beside it.
TEST(FrozenHistories, WereRecordedUnderTheTableAsItIs) {
    crypto::Hashing const hashing;
    for (auto const& name : history_names()) {
        auto const history = read_history(name);
        for (auto const& [stream, events] : history.streams) {
            if (!stream.starts_with("rules/statute/")) continue;
            auto const* statute = procedure::find_statute(events.back().data.text("id"));
            ASSERT_NE(statute, nullptr) << name;
            auto const* digest = events.back().data.find("digest");
            ASSERT_NE(digest, nullptr) << name;
            EXPECT_EQ(*digest, Value{digest_value(hashing.digest({procedure::structure(*statute)}))}) << name;
        }
    }
}

// What is hard to keep readable must be among them.
TEST(FrozenHistories, ShowWhatIsHard) {
    std::set<std::string> shown;
    for (auto const& name : history_names()) {
        auto const history = read_history(name);
        for (auto const& [frame, event] : history.leaves) {
            if (event.type == "entry.corrected.v1") shown.insert("a correction");
            if (event.type.ends_with(".reinstated.v1")) shown.insert("a reinstated waiver");
            if (event.type.ends_with(".voided.v1")) shown.insert("a return with voids");
            if (event.type == "execution.ordered.v1") shown.insert("a whole case");
            if (event.actor.entered_by) shown.insert("an entry for another");
            if (event.late_entry) shown.insert("a late entry");
            auto const is_sealed_view = [](auto const& ref) {
                return ref.role == "views" && ref.seal == procedure::SealClass::restricted;
            };
            if (std::ranges::any_of(event.sealed, is_sealed_view)) shown.insert("a sealed view");
            if (event.type == "attempts.refused.v1" && event.data.number("version") == 0)
                shown.insert("a refused opening");
        }
    }
    EXPECT_EQ(
        shown,
        (std::set<std::string>{
            "a correction",
            "a late entry",
            "a refused opening",
            "a reinstated waiver",
            "a return with voids",
            "a sealed view",
            "a whole case",
            "an entry for another"})
    );
}

}  // namespace
}  // namespace juece
