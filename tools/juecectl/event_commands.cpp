// events, subscribe: a log's events over HTTP and over Kafka.
#include <iostream>

#include <fmt/format.h>

#include "adapters/system/config.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/subscription.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

struct Feed {
    std::optional<std::uint64_t> after;
    unsigned wait_seconds = 0;
};

struct Listening {
    std::string brokers;
    std::string config;
    std::string state;
    bool from_beginning = false;
    std::optional<std::uint64_t> count;
    std::optional<unsigned> timeout_seconds;
};

std::string event_line(Context const& context, std::uint64_t seq, std::string const& leaf_bytes) {
    auto const leaf = context.codec().decode(leaf_bytes);
    if (!leaf) return fmt::format("{:>6}  (叶无法解读)\n", seq);
    auto const& event = leaf.value().event;
    return fmt::format(
        "{:>6}  {}  {}  第 {} 版  {}\n",
        seq,
        beijing_text(event.recorded_at).substr(0, 16),
        scenario::padded(scenario::event_label(event.type), 22),
        event.version,
        leaf.value().frame.stream
    );
}

int events(Context& context, Feed const& feed) {
    auto& log = context.log();
    auto after = feed.after;
    for (;;) {
        auto const page = log.events_after(after, std::chrono::seconds{feed.wait_seconds}, Context::me());
        if (page.events.empty()) return exit_done;
        for (std::size_t i = 0; i < page.events.size(); ++i) {
            auto const& stored = page.events[i];
            print(context.json() ? page.items[i] + "\n" : event_line(context, stored.seq, stored.leaf));
        }
        after = page.events.back().seq;
    }
}

// The number of the next event to come.
std::uint64_t end_of(scenario::HttpDriver& log) {
    auto const all = log.log(Context::me());
    return all.empty() ? 0 : all.back().seq + 1;
}

// The way to Kafka: a file's section [kafka], whose brokers --kafka may replace. What holds of brokers in a file holds
// of those as well.
kafka::Connection kafka_of(Listening const& given) {
    system::Config::Kafka kafka;
    auto const file = given.config.empty() ? environment("JUECE_KAFKA_CONFIG") : given.config;
    if (!file.empty()) {
        auto loaded = system::load_kafka_config(file);
        if (!loaded) {
            std::string all;
            for (auto const& fault : loaded.error())
                all += fmt::format("{}: {}\n", file, system::text(fault));
            throw UsageError{all};
        }
        kafka = std::move(loaded).value();
    }
    if (!given.brokers.empty()) kafka.brokers = given.brokers;
    if (!kafka.brokers) kafka.brokers = environment("JUECE_KAFKA");
    if (kafka.brokers->empty())
        throw UsageError{"不知道 Kafka 在哪里:用 --kafka 主机:端口 或 --kafka-config 文件,或先 source .local/env"};
    if (auto const fault = system::fault_of_brokers(kafka))
        throw UsageError{fmt::format("Kafka 的地址:{}(写在 --kafka-config 文件的 [kafka] 一节)", *fault)};
    kafka::Connection connection;
    connection.brokers = *std::move(kafka.brokers);
    connection.properties = std::move(kafka.properties);
    return connection;
}

int subscribe(Context& context, Listening const& given) {
    auto connection = kafka_of(given);
    auto& log = context.log();
    Subscription::Settings settings{std::move(connection), log.log_name(), 0, std::nullopt};
    if (!given.from_beginning && given.state.empty()) settings.from_seq = end_of(log);
    if (!given.state.empty()) settings.state = given.state;
    std::uint64_t received = 0;
    bool in_doubt = false;
    Subscription subscription{
        settings,
        log,
        Context::me(),
        context.hasher(),
        [&](kafka::ReceivedEvent const& event) {
            ++received;
            print(context.json() ? event.leaf + "\n" : event_line(context, event.attributes.sequence, event.leaf));
            std::cout << std::flush;
        },
        [&](kafka::Fault const& fault) {
            in_doubt = in_doubt || is_evidence(fault.kind);
            std::cerr << fault_text(fault) << "\n";
        }};
    auto const timeout =
        given.timeout_seconds ? std::chrono::seconds{*given.timeout_seconds} : std::chrono::hours{24 * 365};
    bool const enough = subscription.receive([&] { return given.count && received >= *given.count; }, timeout);
    if (given.count && !enough) {
        std::cerr << fmt::format("只收到 {} 个事件,应有 {} 个\n", received, *given.count);
        return exit_refused;
    }
    return in_doubt ? exit_refused : exit_done;
}

}  // namespace

void add_event_commands(CLI::App& app, Context& context) {
    auto& events_app = *app.add_subcommand("events", "日志的全部事件,经 HTTP(不需要 Kafka)");
    events_app.group("订阅");
    auto feed = std::make_shared<Feed>();
    events_app.add_option("--after", feed->after, "只要序号大于它的")->type_name("SEQ");
    events_app.add_option("--wait", feed->wait_seconds, "没有新事件时最多等几秒(长轮询)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0, 30));
    events_app.footer("\n例:\n  juecectl events --after 41\n  juecectl events --wait 30 --json | jq .type\n");
    context.on(events_app, [&context, feed] { return events(context, *feed); });

    auto& subscribe_app =
        *app.add_subcommand("subscribe", "订阅 Kafka:每个事件恰好一次,逐条流有序,散列自行核对,缺的经 HTTP 补取");
    subscribe_app.group("订阅");
    auto given = std::make_shared<Listening>();
    subscribe_app
        .add_option("--kafka", given->brokers, "Kafka 地址(环境变量 JUECE_KAFKA);不在本机的,要有 --kafka-config")
        ->type_name("HOST:PORT");
    subscribe_app
        .add_option(
            "--kafka-config", given->config, "TOML 文件,其 [kafka] 一节写明 TLS、SASL(环境变量 JUECE_KAFKA_CONFIG)"
        )
        ->type_name("FILE");
    subscribe_app.add_flag("--from-beginning", given->from_beginning, "从第一个事件开始(默认只要新的)");
    subscribe_app.add_option("--count", given->count, "收到 N 个就结束")->type_name("N");
    subscribe_app.add_option("--timeout", given->timeout_seconds, "最多听几秒")->type_name("SECONDS");
    subscribe_app.add_option("--state", given->state, "把收到哪里记在这个文件里,下次接着收")->type_name("FILE");
    subscribe_app.footer(
        "\n例:\n  juecectl subscribe --log lianxi --from-beginning --timeout 10\n"
        "退出码 1 表示收到的内容有疑,或者在限时内没有收够。\n"
    );
    context.on(subscribe_app, [&context, given] { return subscribe(context, *given); });
}

}  // namespace juece::juecectl
