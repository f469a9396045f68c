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
#include "adapters/metrics/listener.hpp"
#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/followers.hpp"
#include "adapters/postgres/migrations.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/rule_source.hpp"
#include "tools/jueced/configuration.hpp"
#include "tools/jueced/monitor.hpp"
#include "tools/jueced/settings.hpp"
#include "tools/jueced/signals.hpp"
#include "tools/jueced/token_authenticator.hpp"
#include "workflow/ports/world_error.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::jueced {

namespace {

class RunningDigester final : public http::Digester {
public:
    void add(std::string_view bytes) override { digest_.add(bytes); }
    Digest finish() override { return digest_.finish(); }

private:
    crypto::RunningDigest digest_;
};

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
          documents_{document_settings(config)},
          log_{log_settings(config)},
          followers_{{config.database.follower}},
          verifier_{{config.identity.issuer, config.identity.audience}, std::move(keys)},
          authenticator_{verifier_, clock_},
          monitor_{
              strand_,
              journal,
              {[this] { return why_not_ready(); },
               [this] { return figures(); },
               [this] {
                   return StrandFigures{{}, {}, server_.figures(), service_.figures()};
               }}},
          service_{
              {log_, documents_, codec_, hasher_, entropy_, clock_, strand_},
              rules_of(config, journal),
              service_settings(config)},
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
    NodeFigures figures() const;
    void show_metrics();
    void end_on_signal();
    void renew_on_signal();
    void drop_unnamed_documents_hourly();
    void drop_unnamed_documents();

    system::Config const& config_;
    Journal const& journal_;
    system::SystemClock clock_;
    Timestamp const started_ = clock_.now();
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    crypto::SystemEntropy entropy_;
    std::atomic<bool> migrated_ = false;
    std::atomic<std::uint64_t> documents_dropped_ = 0;
    http::IoStrand strand_{pool_limits(config_)};
    boost::asio::signal_set ending_{strand_.context(), SIGTERM, SIGINT};
    boost::asio::signal_set renewing_{strand_.context(), SIGHUP};
    boost::asio::steady_timer hour_{strand_.context()};
    postgres::PostgresDocumentStore documents_;
    postgres::PostgresEventLog log_;
    postgres::PostgresFollowers followers_;
    std::optional<kafka::Relay> relay_;
    crypto::TokenVerifier verifier_;
    TokenAuthenticator authenticator_;
    Monitor monitor_;
    service::Service service_;
    http::Server server_;
    std::optional<metrics::Listener> metrics_;
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
        [this](http::AccessRecord const& record) { monitor_.access(record); },
        [this](http::FaultRecord const& record) { monitor_.fault(record); },
        http_limits(config_),
        server_tls(config_)};
}

void Node::make_relay() {
    if (!config_.kafka.brokers) return;
    auto options = relay_options(config_);
    // In a container every start has the same process id.
    auto const started_at = clock_.now().time_since_epoch().count();
    options.owner = fmt::format("{}/{}/{}", config_.server.name, ::getpid(), started_at);
    relay_.emplace(log_, followers_, std::move(options), [this](kafka::Level level, kafka::Note const& note) {
        journal_.relay(level, note);
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

// On the listener's thread.
NodeFigures Node::figures() const {
    NodeFigures figures;
    figures.pool_queued = strand_.queued();
    figures.pool_rejected = strand_.rejected();
    figures.documents_dropped = documents_dropped_;
    figures.committer = log_.figures();
    if (relay_) figures.relay = relay_->figures();
    for (auto const* statute : procedure::every_statute()) {
        auto const digest = hasher_.digest({procedure::structure(*statute)});
        figures.statutes.emplace(statute->id, hex(digest.sha256));
    }
    figures.started = started_;
    figures.now = clock_.now();
    return figures;
}

void Node::show_metrics() {
    auto const& where = config_.metrics;
    if (where.port) metrics_.emplace(where.address, *where.port, [this] { return monitor_.page(); });
}

// What was uploaded and named by no event within a day (docs/adr/0004-gapless-log.md).
void Node::drop_unnamed_documents() {
    constexpr std::chrono::hours day{24};
    try {
        for (auto const& log : log_.logs()) {
            auto const dropped = documents_.drop_unnamed(log.name, clock_.now() - day);
            documents_dropped_ += dropped;
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

void Node::end_on_signal() {
    constexpr unsigned last_resort_seconds = 15;
    ending_.async_wait([this](boost::system::error_code ec, int number) {
        if (ec) return;
        journal_.info("stopping", Object{{"signal", number}});
        ::alarm(last_resort_seconds);  // Its default is to end the process: whatever still hangs then shall not.
        server_.stop([this] { strand_.stop(); });
    });
}

void Node::renew_on_signal() {
    renewing_.async_wait([this](boost::system::error_code ec, int) {
        if (ec) return;
        auto const fault = server_.renew_certificate();
        if (fault) {
            journal_.error("certificate", Object{{"cause", *fault}});
        } else {
            journal_.info("certificate", Object{{"renewed", config_.http.certificate.has_value()}});
        }
        renew_on_signal();
    });
}

void Node::run() {
    constexpr std::chrono::milliseconds settling_time{2'000};
    journal_.info("configuration", shown(config_));
    auto const port = server_.listen(config_.http.address, config_.http.port);
    end_on_signal();
    renew_on_signal();
    release_signals();
    show_metrics();
    monitor_.start();
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
            {"tls", config_.http.certificate.has_value()},
            {"version", JUECE_VERSION}}
    );
    strand_.run();
    metrics_.reset();
    strand_.join();
    if (relay_) relay_->stop();
    log_.stop(settling_time);
    strand_.settle();
    monitor_.finish();
    hold_signals();
    journal_.info("stopped");
}

}  // namespace

int serve(system::Config const& config, std::vector<crypto::PublicKey> keys, Journal const& journal) {
    Node node{config, std::move(keys), journal};
    node.run();
    return 0;
}

}  // namespace juece::jueced
