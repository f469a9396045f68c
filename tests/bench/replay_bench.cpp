// juece_bench_replay: how fast a whole log is read again through the state machines, on one core.
//
//   juece_bench_replay [EVENTS, default 200000] [ROUNDS, default 3]
//
// The log is in memory: decisions that each went the whole procedure, a hundred of them under way at a time, so that
// consecutive events belong to different items as in life. "decode only" turns leaves into events (every byte is
// checked), "evolve only" folds events that are decoded already, "whole" does both and checks the chain. Rates are of
// the processor's time, the best of the rounds. Run from the repository's root.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "tests/bench/big_history.hpp"
#include "tests/bench/big_processor_time.hpp"
#include "tools/bench/figure.hpp"

namespace juece::bench {
namespace {

constexpr std::size_t under_way = 100;

// As the log hands it out: bytes, and the hash that was stored with them.
struct Stored {
    std::string bytes;
    Digest hash;
};
using Log = std::vector<Stored>;

// In the order of their numbers.
Log log_of(std::size_t events) {
    Scribe scribe{*LogName::parse("replay")};
    auto const story = whole_procedure();
    Log log;
    log.reserve(events + under_way * story.events);
    for (std::size_t decision = 0; log.size() < events;) {
        std::vector<Log> group(under_way);
        for (auto& leaves : group) {
            for (auto& item : scribe.write(story, decision_number(decision++), story.events)) {
                for (auto& leaf : item.leaves)
                    leaves.push_back({std::move(leaf.bytes), leaf.hash});
            }
        }
        for (std::size_t version = 0; version < story.events; ++version) {
            for (auto& leaves : group)
                log.push_back(std::move(leaves[version]));
        }
    }
    return log;
}

ports::Leaf decoded(Stored const& stored) {
    static codec::LeafCodec const codec;
    auto leaf = codec.decode(stored.bytes);
    if (!leaf) throw std::runtime_error{leaf.error().message};
    return std::move(leaf).value();
}

struct Item {
    Item() : dossier{*procedure::find_statute("d713_2019")} {}

    dossier::Dossier dossier;
    Digest last;
};

class Replay {
public:
    void evolve(ports::Leaf const& leaf) { dossier::evolve(items_[leaf.frame.stream].dossier, leaf.event); }

    void take(Stored const& stored) {
        auto const leaf = decoded(stored);
        auto& item = items_[leaf.frame.stream];
        if (leaf.frame.prev != item.last) throw std::runtime_error{"a leaf does not follow from the one before it"};
        dossier::evolve(item.dossier, leaf.event);
        item.last = stored.hash;
    }

private:
    std::unordered_map<std::string, Item> items_;
};

double decode_all(Log const& log) {
    ProcessorTime const spent;
    std::uint64_t versions = 0;
    for (auto const& stored : log)
        versions += decoded(stored).event.version;
    auto const rate = static_cast<double>(log.size()) / spent.seconds();
    if (versions < log.size()) throw std::runtime_error{"versions count from 1"};
    return rate;
}

double evolve_all(std::vector<ports::Leaf> const& leaves) {
    Replay replay;
    ProcessorTime const spent;
    for (auto const& leaf : leaves)
        replay.evolve(leaf);
    return static_cast<double>(leaves.size()) / spent.seconds();
}

double replay_all(Log const& log) {
    Replay replay;
    ProcessorTime const spent;
    for (auto const& stored : log)
        replay.take(stored);
    return static_cast<double>(log.size()) / spent.seconds();
}

int run(std::size_t events, int rounds) {
    auto const log = log_of(events);
    double decode = 0;
    double evolve = 0;
    double replay = 0;
    for (int round = 0; round < rounds; ++round) {
        decode = std::max(decode, decode_all(log));
        replay = std::max(replay, replay_all(log));
    }
    std::vector<ports::Leaf> leaves;
    leaves.reserve(log.size());
    for (auto const& stored : log)
        leaves.push_back(decoded(stored));
    for (int round = 0; round < rounds; ++round)
        evolve = std::max(evolve, evolve_all(leaves));
    std::size_t bytes = 0;
    for (auto const& stored : log)
        bytes += stored.bytes.size();
    auto const print = [&](std::string_view which, double rate) {
        Figure{"replay", which}.measure("per_second", rate, 0).count("leaf_bytes", bytes / log.size()).print();
    };
    print("whole", replay);
    print("decode only", decode);
    print("evolve only", evolve);
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        auto const events = argc > 1 ? std::stoul(argv[1]) : 200'000UL;
        return juece::bench::run(events, argc > 2 ? std::stoi(argv[2]) : 3);
    } catch (std::exception const& error) {
        std::cerr << "juece_bench_replay: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
