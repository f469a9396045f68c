// A subscriber to a log's events on Kafka, with gaps fetched over HTTP: what `juecectl subscribe` and the
// demonstration share.
//
// Lifetime: driver and hasher outlive it. Threads: one. Throws WorldError.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/subscriber/subscriber.hpp"
#include "tools/scenario/http_driver.hpp"

namespace juece::juecectl {

class Subscription {
public:
    struct Settings {
        kafka::Connection kafka;
        LogName log;
        std::uint64_t from_seq = 0;
        std::optional<std::filesystem::path> state;
    };
    using OnEvent = std::function<void(kafka::ReceivedEvent const&)>;
    using OnFault = std::function<void(kafka::Fault const&)>;

    Subscription(
        Settings settings,
        scenario::HttpDriver& driver,
        scenario::Person reader,
        ports::Hasher const& hasher,
        OnEvent on_event,
        OnFault on_fault
    );

    // Receives until `enough` says so or the time is over. True: enough.
    bool receive(std::function<bool()> const& enough, std::chrono::milliseconds timeout);
    kafka::SubscriberFigures const& figures() const { return subscriber_.figures(); }

private:
    kafka::Subscriber subscriber_;
};

// "叶的散列不符" and the like.
std::string fault_text(kafka::Fault const& fault);
// Whether the log's content is in doubt, not merely the way to it.
bool is_evidence(kafka::FaultKind kind);

}  // namespace juece::juecectl
