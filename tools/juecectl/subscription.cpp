// The subscriber joined to the HTTP driver.
#include "tools/juecectl/subscription.hpp"

#include <fmt/format.h>

#include "adapters/kafka/subscriber/feed.hpp"

namespace juece::juecectl {
namespace {

constexpr std::chrono::milliseconds patience{200};

kafka::Fetch fetch_over(scenario::HttpDriver& driver, scenario::Person reader) {
    return [&driver, reader = std::move(reader)](std::string const& subject, std::uint64_t after_version) {
        auto leaves = kafka::leaves_in(driver.stream_page(subject, after_version, reader));
        if (!leaves) throw scenario::DriverError{"补取的事件读不懂:" + leaves.error()};
        return std::move(leaves).value();
    };
}

kafka::SubscriberOptions options_of(Subscription::Settings settings) {
    kafka::SubscriberOptions options;
    options.kafka = std::move(settings.kafka);
    options.log = std::move(settings.log);
    options.from_seq = settings.from_seq;
    options.state = std::move(settings.state);
    return options;
}

}  // namespace

Subscription::Subscription(
    Settings settings,
    scenario::HttpDriver& driver,
    scenario::Person reader,
    ports::Hasher const& hasher,
    OnEvent on_event,
    OnFault on_fault
)
    : subscriber_{
          options_of(std::move(settings)),
          hasher,
          fetch_over(driver, std::move(reader)),
          std::move(on_event),
          std::move(on_fault)} {}

bool Subscription::receive(std::function<bool()> const& enough, std::chrono::milliseconds timeout) {
    auto const deadline = std::chrono::steady_clock::now() + timeout;
    while (!enough()) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        subscriber_.step(patience);
    }
    return true;
}

bool is_evidence(kafka::FaultKind kind) {
    return kind == kafka::FaultKind::leaf_hash || kind == kafka::FaultKind::attributes ||
           kind == kafka::FaultKind::chain || kind == kafka::FaultKind::malformed;
}

std::string fault_text(kafka::Fault const& fault) {
    auto const name = [&] {
        switch (fault.kind) {
            case kafka::FaultKind::malformed:
                return "不是这本日志的事件";
            case kafka::FaultKind::leaf_hash:
                return "叶的散列不符";
            case kafka::FaultKind::attributes:
                return "消息头与叶不符";
            case kafka::FaultKind::chain:
                return "前后不相连,停止接收这条流";
            case kafka::FaultKind::gap:
                return "缺了事件,补取未得,稍后再取";
            case kafka::FaultKind::fetch_failed:
                return "补取失败,稍后再取";
            case kafka::FaultKind::topic_missing:
                return "topic 尚不存在,等待";
            case kafka::FaultKind::kafka:
                return "Kafka 没有回答,等待";
        }
        return "";
    }();
    auto const where =
        fault.subject.empty() ? std::string{} : fmt::format(" {} 第 {} 版", fault.subject, fault.version);
    return fmt::format("{}{}:{}", name, where, fault.text);
}

}  // namespace juece::juecectl
