// Wiring. Members are in the order of their making, so that each is destroyed before what it stands on.
#include "tools/jueced/serve.hpp"

#include <atomic>
#include <csignal>
#include <optional>

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/http/server.hpp"
#include "adapters/kafka/relay.hpp"
#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/followers.hpp"
#include "adapters/postgres/migrations.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/rule_source.hpp"
#include "tools/jueced/token_authenticator.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::jueced {

namespace {

class RunningDigester final : public http::Digester {
public:
    void add(std::string_view bytes) override { digest_.add(bytes); }
    Digest finish() override { return digest_.finish(); }

private:
    crypto::RunningDigest digest_;
};

postgres::EventLogSettings log_settings(system::Config const& config) {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = config.database.writer;
    settings.reader_dsn = config.database.reader;
    return settings;
}

service::RuleSource rules_of(system::Config const& config, Journal const& journal) {
    return system::rule_source(config.paths.schemas, [&journal](std::string const& fault) {
        journal.warn("rules", Object{{"text", fault}});
    });
}

class Node {
public:
    Node(system::Config const& config, std::vector<crypto::PublicKey> keys, Journal const& journal)
        : config_{config},
          journal_{journal},
          documents_{{config.database.documents}},
          log_{log_settings(config)},
          followers_{{config.database.follower}},
          verifier_{{config.identity.issuer, config.identity.audience}, std::move(keys)},
          authenticator_{verifier_, clock_},
          service_{
              {log_, documents_, codec_, hasher_, entropy_, clock_, strand_},
              rules_of(config, journal),
              {.rehearsal = config.server.rehearsal}},
          server_{environment()} {
        make_relay();
        log_.on_commit([this](LogName const& log, std::uint64_t next_seq) {
            if (relay_) relay_->wake();
            strand_.post([this, log, next_seq] { server_.committed(log, next_seq); });
        });
    }

    void run();

private:
    http::Environment environment();
    void make_relay();
    std::string why_not_ready();
    void drop_unnamed_documents_hourly();
    void drop_unnamed_documents();

    system::Config const& config_;
    Journal const& journal_;
    system::SystemClock clock_;
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    crypto::SystemEntropy entropy_;
    std::atomic<bool> migrated_ = false;
    http::IoStrand strand_;
    boost::asio::steady_timer hour_{strand_.context()};
    postgres::PostgresDocumentStore documents_;
    postgres::PostgresEventLog log_;
    postgres::PostgresFollowers followers_;
    std::optional<kafka::Relay> relay_;
    crypto::TokenVerifier verifier_;
    TokenAuthenticator authenticator_;
    service::Service service_;
    http::Server server_;
};

http::Environment Node::environment() {
    return {
        service_,
        log_,
        documents_,
        codec_,
        clock_,
        strand_,
        authenticator_,
        [] { return std::make_unique<RunningDigester>(); },
        [this] { return why_not_ready(); },
        [this](http::AccessRecord const& record) { journal_.access(record); },
        [this](http::FaultRecord const& record) { journal_.fault(record); },
        {}};
}

void Node::make_relay() {
    if (!config_.kafka.brokers) return;
    kafka::RelayOptions options;
    options.kafka.brokers = *config_.kafka.brokers;
    // In a container every start has the same process id.
    auto const started_at = clock_.now().time_since_epoch().count();
    options.owner = fmt::format("{}/{}/{}", config_.server.name, ::getpid(), started_at);
    relay_.emplace(log_, followers_, std::move(options), [this](kafka::Level level, std::string const& text) {
        journal_.relay(level, text);
    });
}

// On the pool. What has been migrated stays so; a newer program refuses an older database only until it is migrated.
std::string Node::why_not_ready() {
    try {
        log_.ping();
        if (!migrated_)
            migrated_ = postgres::is_migrated(config_.database.reader, config_.paths.schemas / "sql", hasher_);
        return migrated_ ? "" : "the database lacks migrations: run jueced --migrate";
    } catch (ports::WorldError const& error) {
        return error.what();
    }
}

// What was uploaded and named by no event within a day (docs/adr/0004-gapless-log.md).
void Node::drop_unnamed_documents() {
    constexpr std::chrono::hours day{24};
    try {
        for (auto const& log : log_.logs()) {
            auto const dropped = documents_.drop_unnamed(log.name, clock_.now() - day);
            if (dropped > 0) journal_.info("dropped_documents", Object{{"count", dropped}, {"log", log.name.text()}});
        }
    } catch (ports::WorldError const& error) {
        journal_.warn("dropped_documents", Object{{"cause", error.what()}});
    }
}

void Node::drop_unnamed_documents_hourly() {
    hour_.expires_after(std::chrono::hours{1});
    hour_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        // A full pool is no harm: in an hour there is another chance.
        static_cast<void>(strand_.offload([this] { drop_unnamed_documents(); }));
        drop_unnamed_documents_hourly();
    });
}

void Node::run() {
    constexpr std::chrono::milliseconds settling_time{2'000};
    constexpr unsigned last_resort_seconds = 15;
    auto const port = server_.listen(config_.http.address, config_.http.port);
    boost::asio::signal_set signals{strand_.context(), SIGTERM, SIGINT};
    signals.async_wait([this](boost::system::error_code ec, int number) {
        if (ec) return;
        journal_.info("stopping", Object{{"signal", number}});
        ::alarm(last_resort_seconds);  // Its default is to end the process: whatever still hangs then shall not.
        server_.stop([this] { strand_.stop(); });
    });
    if (relay_) relay_->start();
    drop_unnamed_documents_hourly();
    journal_.info(
        "listening",
        Object{
            {"address", config_.http.address},
            {"kafka", relay_.has_value()},
            {"name", config_.server.name},
            {"port", static_cast<int>(port)},
            {"rehearsal", config_.server.rehearsal},
            {"version", JUECE_VERSION}}
    );
    strand_.run();
    strand_.join();
    if (relay_) relay_->stop();
    log_.stop(settling_time);
    strand_.settle();
    journal_.info("stopped");
}

}  // namespace

int serve(system::Config const& config, std::vector<crypto::PublicKey> keys, Journal const& journal) {
    Node node{config, std::move(keys), journal};
    node.run();
    return 0;
}

}  // namespace juece::jueced
