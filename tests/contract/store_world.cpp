// Worlds for contract tests.
#include "tests/contract/store_world.hpp"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "adapters/crypto/hashing.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/document_store.hpp"
#include "adapters/memory/event_log.hpp"
#include "adapters/memory/followers.hpp"
#include "adapters/postgres/document_store.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/postgres/followers.hpp"
#include "tests/contract/test_database.hpp"

namespace juece::test {

namespace {

class MemoryWorld final : public StoreWorld {
public:
    ports::EventLog& log() override { return log_; }
    ports::DocumentStore& documents() override { return documents_; }
    ports::Followers& followers() override { return followers_; }
    void on_commit(std::function<void(LogName const&, std::uint64_t)> hook) override {
        log_.on_commit(std::move(hook));
    }
    void wait(std::chrono::milliseconds length) override { clock_.advance(length); }

private:
    memory::ManualClock clock_{noon};
    memory::MemoryDocumentStore documents_;
    memory::MemoryEventLog log_{documents_};
    memory::MemoryFollowers followers_{clock_};
};

postgres::EventLogSettings log_settings() {
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = dsn_of("writer");
    settings.reader_dsn = dsn_of("reader");
    return settings;
}

class PostgresWorld final : public StoreWorld {
public:
    ports::EventLog& log() override { return log_; }
    ports::DocumentStore& documents() override { return documents_; }
    ports::Followers& followers() override { return followers_; }
    void on_commit(std::function<void(LogName const&, std::uint64_t)> hook) override {
        log_.on_commit(std::move(hook));
    }
    void wait(std::chrono::milliseconds length) override { std::this_thread::sleep_for(length); }

private:
    postgres::PostgresEventLog log_{log_settings()};
    postgres::PostgresDocumentStore documents_{{dsn_of("documents")}};
    postgres::PostgresFollowers followers_{{dsn_of("follower")}};
};

}  // namespace

std::unique_ptr<StoreWorld> memory_world() { return std::make_unique<MemoryWorld>(); }

std::unique_ptr<StoreWorld> postgres_world() { return std::make_unique<PostgresWorld>(); }

std::unique_ptr<StoreWorld> world_of(std::string const& kind) {
    return kind == "memory" ? memory_world() : postgres_world();
}

LogName log_name(std::string const& text) {
    auto const name = LogName::parse(text);
    if (!name) throw std::invalid_argument{"no log name: " + text};
    return *name;
}

LogName fresh_log_name() {
    static std::atomic<int> count{0};
    return log_name("test-" + std::to_string(++count));
}

DecisionId decision_id(int n) {
    UuidBytes bytes{0x0d};
    bytes[15] = static_cast<std::uint8_t>(n);
    return DecisionId{bytes};
}

Digest digest_of(std::string_view bytes) { return crypto::Hashing{}.digest({bytes}); }

ports::NewLeaf Maker::leaf(std::string const& bytes, Timestamp at) {
    auto const text = bytes.empty() ? "leaf " + std::to_string(++count_) : bytes;
    return {entropy_.event_id(at), "cn.gov.juece.test.happened.v1", at, text, digest_of(text)};
}

ports::AppendItem Maker::item(std::string const& stream, std::uint64_t expected, std::size_t leaves) {
    ports::AppendItem item;
    item.stream = stream;
    item.expected_version = expected;
    for (std::size_t n = 0; n < leaves; ++n)
        item.leaves.push_back(leaf());
    return item;
}

ports::AppendItem Maker::opening() { return item("log", 0); }

ports::NewPayload Maker::payload(std::size_t leaf, std::size_t index, std::string const& bytes) {
    return {leaf, index, procedure::SealClass::government, entropy_.salt(), bytes};
}

ports::AppendOutcome append(ports::EventLog& log, LogName const& name, ports::AppendItem item) {
    std::promise<ports::AppendOutcome> answer;
    log.append(name, std::move(item), [&](ports::AppendOutcome outcome) { answer.set_value(std::move(outcome)); });
    return answer.get_future().get();
}

std::uint64_t appended(ports::EventLog& log, LogName const& name, ports::AppendItem item) {
    auto const outcome = append(log, name, std::move(item));
    if (outcome.failure) std::rethrow_exception(outcome.failure);
    EXPECT_EQ(outcome.what, ports::Appended::appended);
    return outcome.first_seq;
}

ports::DocumentInfo upload(ports::DocumentStore& documents, LogName const& log, std::string const& bytes) {
    auto const upload = documents.begin(log);
    upload->add(bytes);
    return upload->finish(digest_of(bytes), "text/plain");
}

void StoreContract::SetUp() {
    world_ = world_of(GetParam());
    name_ = fresh_log_name();
    ASSERT_TRUE(world_->log().open(name_, true, false, {make_.opening()}));
}

void PrintTo(ports::Appended what, std::ostream* out) {
    constexpr char const* words[] = {"appended", "stale", "missing_document"};
    *out << words[static_cast<std::size_t>(what)];
}

}  // namespace juece::test
