// juece_bench_service: W1, commands through the service in one process, decided by the law and committed, beside the
// floor measured in the same minutes.
//
//   JUECE_TEST_ADMIN_DSN="host=… user=postgres" juece_bench_service [SECONDS per figure, default 5] [TEXT BYTES, 1024]
//
// The whole product but HTTP and Kafka: the service on its strand, the codec, real hashes and salts, PostgreSQL. A
// closed loop over 2,000 decisions, each on its way along the course of tools/bench/course.hpp, with 64 and 256
// commands in flight; then acts of record on one decision alone ("one hot decision"). Every answer is checked. Works in
// a rehearsal log in a database of its own and drops it.
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/http/io_strand.hpp"
#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/rule_source.hpp"
#include "tests/bench/bench_database.hpp"
#include "tools/bench/caseload.hpp"
#include "tools/bench/course.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/floor.hpp"
#include "workflow/service/service.hpp"

namespace juece::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t decisions = 2'000;
constexpr std::size_t in_flight_to_settle = 256;
constexpr std::size_t in_flight_on_one = 64;  // as many as wait in a decision's mailbox
constexpr std::size_t courses = 16;           // with texts of their own

// The service as jueced wires it, without HTTP and Kafka.
struct Node {
    explicit Node(BenchDatabase const& database)
        : documents{{database.dsn("documents")}},
          log{database.log_settings()},
          service{
              {log, documents, codec, hasher, entropy, clock, strand},
              system::rule_source(
                  test::schemas_sql().parent_path(), [](std::string const& fault) { throw std::runtime_error{fault}; }
              ),
              {.rehearsal = true}} {}

    ~Node() {
        strand.join();
        log.stop(std::chrono::seconds{2});
        strand.settle();
    }

    // Until somebody calls strand.stop().
    void run() {
        strand.context().restart();
        strand.run();
    }

    system::SystemClock clock;
    codec::LeafCodec codec;
    crypto::Hashing hasher;
    crypto::SystemEntropy entropy;
    http::IoStrand strand;
    postgres::PostgresDocumentStore documents;
    postgres::PostgresEventLog log;
    service::Service service;
};

LogName open_rehearsal(Node& node) {
    auto const name = *LogName::parse("bench");
    service::RehearsalRequest request{
        name,
        official(Duty::organ, 0),
        std::string{course_profile},
        std::string{course_statute},
        course_clock(),
        false};
    std::string failure;
    node.strand.post([&] {
        node.service.open_rehearsal(std::move(request), [&](std::variant<service::LogView, service::Failed> answer) {
            if (auto const* failed = std::get_if<service::Failed>(&answer)) failure = "no rehearsal: " + failed->detail;
            node.strand.stop();
        });
    });
    node.run();
    if (!failure.empty()) throw std::runtime_error{failure};
    return name;
}

Papers upload_papers(Node& node, LogName const& log) {
    Papers papers;
    for (auto const role : paper_roles()) {
        auto upload = node.documents.begin(log);
        upload->add(role);
        papers.emplace(role, upload->finish(node.hasher.digest({role}), "text/plain").digest);
    }
    return papers;
}

std::string what_went_wrong(service::Answer const& answer) {
    if (auto const* failed = std::get_if<service::Failed>(&answer)) {
        return fmt::format("{} {}", code(failed->problem), failed->faults.empty() ? "" : failed->faults.front().code);
    }
    if (auto const* refused = std::get_if<service::Refused>(&answer))
        return fmt::format("refused by {}", refused->refusals.front().rule);
    return "another answer than expected";
}

struct Task {
    Case* item = nullptr;
    Step const* step = nullptr;
};

// A closed loop on the strand: each answer sends the next command, until there is none.
class Loop {
public:
    // `next` gives no item: nothing more to do. `done` is told of each item whose command was obeyed.
    using Next = std::function<Task()>;
    using Done = std::function<void(Case&, DecisionId)>;

    Loop(Node& node, LogName log, Next next, Done done)
        : node_{node}, log_{std::move(log)}, next_{std::move(next)}, done_{std::move(done)} {}

    // Commands per second.
    double run(std::size_t in_flight) {
        auto const start = SteadyClock::now();
        node_.strand.post([this, in_flight] {
            for (std::size_t i = 0; i < in_flight; ++i)
                send();
            if (under_way_ == 0) node_.strand.stop();
        });
        node_.run();
        if (!error_.empty()) throw std::runtime_error{error_};
        return static_cast<double>(answered_) / std::chrono::duration<double>(SteadyClock::now() - start).count();
    }
    Latencies& latencies() { return latencies_; }

private:
    void send() {
        auto const task = next_();
        if (task.item == nullptr) return;
        service::CommandRequest request;
        request.log = log_;
        request.decision = task.item->decision;
        request.who = official(task.step->by, task.item->number);
        request.idempotency_key = fmt::format("bench-{:032x}", ++keys);
        request.command = task.step->command;
        request.data = task.step->data;
        request.documents = task.step->documents;
        ++under_way_;
        node_.service.advance(std::move(request), [this, task, begun = SteadyClock::now()](service::Answer const& a) {
            latencies_.add(SteadyClock::now() - begun);
            answered(task, a);
        });
    }

    void answered(Task const& task, service::Answer const& answer) {
        --under_way_;
        auto const* accepted = std::get_if<service::Accepted>(&answer);
        bool const is_right = accepted != nullptr && accepted->events.size() == 1 &&
                              accepted->version == task.item->version + 1 &&
                              accepted->events.front().type == task.step->event_type;
        if (!is_right) {
            error_ = fmt::format("{}: {}", task.step->command, what_went_wrong(answer));
        } else {
            ++answered_;
            done_(*task.item, accepted->decision);
        }
        if (error_.empty()) send();
        if (under_way_ == 0) node_.strand.stop();
    }

    inline static std::uint64_t keys = 0;  // of all loops: a key is never used again
    Node& node_;
    LogName log_;
    Next next_;
    Done done_;
    Latencies latencies_;
    std::size_t under_way_ = 0;
    std::uint64_t answered_ = 0;
    std::string error_;
};

// The load that is spread over all decisions.
class Spread {
public:
    Spread(Node& node, LogName log, Papers const& papers, std::size_t text_bytes) : node_{node}, log_{std::move(log)} {
        for (std::size_t i = 0; i < courses; ++i)
            courses_.push_back(make_course(papers, text_bytes, i));
        caseload_ = std::make_unique<Caseload>(decisions, courses_.front().size());
    }

    // Brings every decision to where it would stand if the load had been on for long.
    void settle() {
        auto const next = [&] {
            auto* const item = caseload_->take_unsettled();
            return item != nullptr ? task(*item) : Task{};
        };
        Loop{node_, log_, next, on_done()}.run(in_flight_to_settle);
        caseload_->rest_all();
    }

    // Commands per second, and their latencies.
    std::pair<double, Latencies> run(std::size_t in_flight, std::chrono::seconds length) {
        auto const end = SteadyClock::now() + length;
        auto const next = [&] { return SteadyClock::now() < end ? task(caseload_->take()) : Task{}; };
        Loop loop{node_, log_, next, on_done()};
        auto const rate = loop.run(in_flight);
        return {rate, std::move(loop.latencies())};
    }

private:
    Loop::Done on_done() {
        return [this](Case& item, DecisionId decision) {
            caseload_->advance(item, decision);
            caseload_->give_back(item);
        };
    }
    Task task(Case& item) { return {&item, &courses_[item.number % courses][item.step]}; }

    Node& node_;
    LogName log_;
    std::vector<std::vector<Step>> courses_;
    std::unique_ptr<Caseload> caseload_;
};

// Acts of record on one decision, by many at the same time: they wait for each other.
std::pair<double, Latencies> run_hot(
    Node& node, LogName const& log, Papers const& papers, std::size_t text_bytes, std::chrono::seconds length
) {
    auto const course = make_course(papers, text_bytes, courses);
    Case item;
    item.number = decisions;
    auto const advance = [&](Case& advanced, DecisionId decision) {
        advanced.decision = decision;
        ++advanced.version;
        ++advanced.step;
    };
    Loop{
        node,
        log,
        [&] {
            return item.step < course.size() ? Task{&item, &course[item.step]} : Task{};
        },
        advance}
        .run(1);

    std::vector<Step const*> acts;
    for (auto const& step : course) {
        if (step.repeatable) acts.push_back(&step);
    }
    std::size_t sent = 0;
    auto const end = SteadyClock::now() + length;
    Loop loop{
        node,
        log,
        [&] {
            return SteadyClock::now() < end ? Task{&item, acts[sent++ % acts.size()]} : Task{};
        },
        advance};
    auto const rate = loop.run(in_flight_on_one);
    return {rate, std::move(loop.latencies())};
}

int run(std::chrono::seconds length, std::size_t text_bytes) {
    BenchDatabase const database;
    Floor floor{database.dsn("postgres")};
    std::vector<Figure> figures;
    std::vector<double> rates;
    auto const keep = [&](std::string_view name, std::size_t in_flight, std::pair<double, Latencies> result) {
        Figure figure{name, fmt::format("{} in flight", in_flight)};
        figure.measure("per_second", result.first, 0);
        result.second.add_to(figure);
        figures.push_back(std::move(figure));
        rates.push_back(result.first);
    };
    floor.measure(length);
    {
        Node node{database};
        auto const log = open_rehearsal(node);
        auto const papers = upload_papers(node, log);
        Spread spread{node, log, papers, text_bytes};
        spread.settle();
        for (auto const in_flight : {std::size_t{64}, std::size_t{256}}) {
            keep("w1", in_flight, spread.run(in_flight, length));
            floor.measure(length);
        }
        keep("hot_decision", in_flight_on_one, run_hot(node, log, papers, text_bytes, length));
        floor.measure(length);
    }
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i].measure("of_floor", rates[i] / floor.mean(), 2).print();
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        std::chrono::seconds const length{argc > 1 ? std::stoi(argv[1]) : 5};
        return juece::bench::run(length, argc > 2 ? std::stoul(argv[2]) : 1'024);
    } catch (std::exception const& error) {
        std::cerr << "juece_bench_service: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
