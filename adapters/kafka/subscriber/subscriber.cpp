// Joins the reader, the consumer rule and the journal.
#include "adapters/kafka/subscriber/subscriber.hpp"

#include <algorithm>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "adapters/kafka/reader.hpp"
#include "adapters/kafka/subscriber/journal.hpp"
#include "adapters/kafka/topics.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::string topic_of(LogName const& log) {
    auto topic = events_topic(log);
    if (!topic)
        throw ports::WorldError{
            ports::WorldErrorKind::corrupt, fmt::format("Kafka has no name for the log {}", log.text())};
    return *topic;
}

SeenVersions known(std::optional<Journal> const& journal) { return journal ? journal->seen() : SeenVersions{}; }

}  // namespace

struct Subscriber::Impl {
    Impl(SubscriberOptions given, ports::Hasher const& hasher, Fetch fetch, OnEvent event, OnFault fault)
        : options{std::move(given)},
          topic{topic_of(options.log)},
          on_event{std::move(event)},
          on_fault{std::move(fault)},
          reader{options.kafka, milliseconds{500}} {
        if (options.state) journal.emplace(*options.state, topic);
        rule.emplace(
            ConsumerRule::Settings{options.log, options.from_seq},
            hasher,
            std::move(fetch),
            [this](ReceivedEvent const& received) { apply(received); },
            on_fault,
            known(journal)
        );
    }

    SubscriberOptions const options;
    std::string const topic;
    OnEvent on_event;
    OnFault on_fault;
    Reader reader;
    std::optional<Journal> journal;
    std::optional<ConsumerRule> rule;
    SubscriberFigures figures;
    std::vector<bool> ended;        // per partition; empty until the topic is there
    std::optional<Record> waiting;  // offered again after `retry`
    Record const* current = nullptr;
    std::optional<FaultKind> waits_for;

    void apply(ReceivedEvent const& received) {
        on_event(received);
        ++figures.applied;
        bool const from_topic = received.origin == Origin::topic;
        if (!from_topic) ++figures.fetched;
        if (!journal) return;
        auto const& attributes = received.attributes;
        journal->applied(
            from_topic ? current->partition : -1,
            from_topic ? current->offset + 1 : 0,
            attributes.subject,
            {attributes.stream_version, attributes.leaf}
        );
    }

    void wait_for(FaultKind kind, std::string text) {
        if (std::exchange(waits_for, kind) != kind) on_fault({kind, {}, 0, std::move(text)});
    }

    bool begin(milliseconds patience) {
        auto const until = Clock::now() + patience;
        auto const partitions = reader.partitions(topic, std::max(patience, milliseconds{200}));
        if (!partitions || *partitions == 0) {
            if (partitions) {
                wait_for(FaultKind::topic_missing, fmt::format("the topic {} does not exist yet", topic));
            } else {
                wait_for(FaultKind::kafka, fmt::format("no broker at {} answers", options.kafka.brokers));
            }
            std::this_thread::sleep_until(until);
            return false;
        }
        waits_for.reset();
        ended.assign(static_cast<std::size_t>(*partitions), false);
        for (int partition = 0; partition < *partitions; ++partition) {
            auto offset = Reader::from_the_beginning;
            if (journal) {
                auto const found = journal->next_offsets().find(partition);
                if (found != journal->next_offsets().end()) offset = found->second;
            }
            reader.start(topic, partition, offset);
        }
        return true;
    }

    bool offer(Record const& record) {
        current = &record;
        auto const outcome = rule->take(record.headers, record.value);
        current = nullptr;
        if (outcome == ConsumerRule::Outcome::again) return false;
        if (outcome == ConsumerRule::Outcome::repeat) ++figures.repeats;
        if (outcome == ConsumerRule::Outcome::set_aside) ++figures.set_aside;
        return true;
    }

    bool step(milliseconds patience) {
        if (ended.empty() && !begin(patience)) return false;
        if (waiting) {
            std::this_thread::sleep_for(std::min(patience, options.retry));
            if (offer(*waiting)) waiting.reset();
            return true;
        }
        auto polled = reader.poll(patience);
        if (!polled) return false;
        if (auto* record = std::get_if<Record>(&*polled)) {
            waits_for.reset();
            ended.at(static_cast<std::size_t>(record->partition)) = false;
            if (!offer(*record)) waiting = std::move(*record);
            return true;
        }
        if (auto const* end = std::get_if<EndOfPartition>(&*polled)) {
            ended.at(static_cast<std::size_t>(end->partition)) = true;
            return false;
        }
        auto const& trouble = std::get<Trouble>(*polled);
        if (trouble.all_brokers_down) wait_for(FaultKind::kafka, "no broker answers: " + trouble.reason);
        return false;
    }
};

Subscriber::Subscriber(
    SubscriberOptions options, ports::Hasher const& hasher, Fetch fetch, OnEvent on_event, OnFault on_fault
)
    : impl_{std::make_unique<Impl>(
          std::move(options), hasher, std::move(fetch), std::move(on_event), std::move(on_fault)
      )} {}

Subscriber::~Subscriber() = default;

bool Subscriber::step(std::chrono::milliseconds patience) { return impl_->step(patience); }

bool Subscriber::is_caught_up() const {
    auto const& ended = impl_->ended;
    return !ended.empty() && !impl_->waiting && std::all_of(ended.begin(), ended.end(), [](bool end) { return end; });
}

SubscriberFigures const& Subscriber::figures() const { return impl_->figures; }

}  // namespace juece::kafka
