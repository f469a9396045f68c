// juece_bench_fill: fills a migrated database with lawful histories, fast, for programs that measure a server on it.
//
//   juece_bench_fill DATABASE LOG WHAT…      WHAT is one of
//     whole:EVENTS            decisions that went the whole procedure, until the log has that many events
//     open:ITEMS              decisions that stand at every stage of it, none at the end
//     long:EVENTS:CORRECTED   one decision with that many events, of which some were corrected
//
// The rehearsal LOG is opened by the service, with the rules of the nation. Events are appended through the real log,
// many leaves an item. Prints one JSON line for each WHAT: decisions, events, the ids of the first and the last
// decision.
// JUECE_TEST_ADMIN_DSN names the server, JUECE_TEST_SCHEMAS the rules. Run from the repository's root.
#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>

#include "adapters/memory/document_store.hpp"
#include "adapters/memory/strand.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/rule_source.hpp"
#include "tests/bench/big_history.hpp"
#include "tests/contract/test_database.hpp"

namespace juece::bench {
namespace {

constexpr std::size_t leaves_an_item = 200;
constexpr std::size_t items_in_flight = 32;

postgres::EventLogSettings settings_for(std::string const& database) {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = test::dsn_in("writer", database);
    settings.reader_dsn = test::dsn_in("reader", database);
    return settings;
}

// Appends with many items under way. Requires: items of one stream come one after the other, each when the one before
// is stored, which a full queue of other items does not promise: so a stream's items are appended one by one.
class Filler {
public:
    Filler(ports::EventLog& log, LogName name) : log_{log}, name_{std::move(name)}, scribe_{name_} {}

    void add(Story const& story) {
        auto items = scribe_.write(story, decision_number(++decisions_), leaves_an_item);
        for (auto& item : items) {
            if (items.size() > 1) settle(1);
            settle(items_in_flight);
            send(std::move(item));
        }
        events_ += story.events;
    }

    void finish() { settle(1); }

    std::size_t decisions() const { return decisions_; }
    std::size_t events() const { return events_; }

private:
    // Waits until fewer than that many items are under way.
    void settle(std::size_t below) {
        std::unique_lock lock{mutex_};
        answered_.wait(lock, [&] { return under_way_ < below; });
        if (failed_) throw std::runtime_error{"an item was not appended"};
    }

    void send(ports::AppendItem item) {
        {
            std::lock_guard const lock{mutex_};
            ++under_way_;
        }
        log_.append(name_, std::move(item), [this](ports::AppendOutcome const& outcome) {
            std::lock_guard const lock{mutex_};
            --under_way_;
            failed_ = failed_ || outcome.failure || outcome.what != ports::Appended::appended;
            answered_.notify_one();
        });
    }

    ports::EventLog& log_;
    LogName name_;
    Scribe scribe_;
    std::size_t decisions_ = 0;
    std::size_t events_ = 0;
    std::mutex mutex_;
    std::condition_variable answered_;
    std::size_t under_way_ = 0;
    bool failed_ = false;
};

void open_log(ports::EventLog& log, LogName const& name) {
    memory::MemoryDocumentStore documents;
    codec::LeafCodec const codec;
    crypto::Hashing const hasher;
    memory::SeededEntropy entropy;
    system::SystemClock const clock;
    memory::InlineStrand strand;
    auto const warn = [](std::string const& fault) { std::cerr << fault << '\n'; };
    service::Service service{
        {log, documents, codec, hasher, entropy, clock, strand},
        system::rule_source(test::schemas_sql().parent_path(), warn),
        {.rehearsal = true}};
    auto const organ = testing::performer(procedure::Role::organ);
    service::Identity const who{organ.actor.person, organ.actor.post, organ.actor.organ, organ.roles, "rehearsal"};
    bool opened = false;
    service.open_rehearsal(
        {name, who, "national", "d713_2019", testing::beijing("2024-02-01"), false},
        [&](auto const& answer) { opened = std::holds_alternative<service::LogView>(answer); }
    );
    if (!opened) throw std::runtime_error{"the log cannot be opened"};
}

// "long:10000:10" → "long", 10000, 10
struct What {
    std::string name;
    std::size_t amount = 0;
    std::size_t corrected = 0;
};

What parsed(std::string const& text) {
    What what;
    auto const first = text.find(':');
    if (first == std::string::npos) throw std::runtime_error{"not understood: " + text};
    what.name = text.substr(0, first);
    what.amount = std::stoul(text.substr(first + 1));
    auto const second = text.find(':', first + 1);
    if (second != std::string::npos) what.corrected = std::stoul(text.substr(second + 1));
    return what;
}

void fill(Filler& filler, What const& what) {
    if (what.name == "long") return filler.add(long_story(what.amount, what.corrected));
    if (what.name == "whole") {
        auto const story = whole_procedure();
        for (auto const end = filler.events() + what.amount; filler.events() < end;)
            filler.add(story);
        return;
    }
    if (what.name != "open") throw std::runtime_error{"not understood: " + what.name};
    std::vector<Story> stories;
    constexpr std::size_t acts_before_approval = 21;
    for (std::size_t acts = 1; acts <= acts_before_approval; ++acts)
        stories.push_back(beginning(acts));
    for (std::size_t n = 0; n < what.amount; ++n)
        filler.add(stories[n % stories.size()]);
}

int run(std::string const& database, std::string const& log_name, std::vector<std::string> const& orders) {
    auto const name = LogName::parse(log_name);
    if (!name) throw std::runtime_error{"not a log's name: " + log_name};
    postgres::PostgresEventLog log{settings_for(database)};
    open_log(log, *name);
    Filler filler{log, *name};
    for (auto const& order : orders) {
        auto const decisions = filler.decisions();
        auto const events = filler.events();
        fill(filler, parsed(order));
        filler.finish();
        fmt::print(
            "{{\"what\":\"{}\",\"decisions\":{},\"events\":{},\"first\":\"{}\",\"last\":\"{}\"}}\n",
            order,
            filler.decisions() - decisions,
            filler.events() - events,
            decision_number(decisions + 1).text(),
            decision_number(filler.decisions()).text()
        );
    }
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        if (argc < 4) throw std::runtime_error{"usage: juece_bench_fill DATABASE LOG WHAT…"};
        return juece::bench::run(argv[1], argv[2], {argv + 3, argv + argc});
    } catch (std::exception const& error) {
        std::cerr << "juece_bench_fill: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
