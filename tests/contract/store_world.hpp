// The world a contract test runs in: event log, documents, followers, in memory or in PostgreSQL; and short ways to
// make items.
//
// A test gets a fresh rehearsal log, so tests do not meet. Ids and salts come from a seeded source that differs per
// program run of a case only by the case's order. Threads: one, except where a test starts its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/memory/entropy.hpp"
#include "workflow/ports/document_store.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/follower.hpp"

namespace juece::test {

class StoreWorld {
public:
    virtual ~StoreWorld() = default;
    virtual ports::EventLog& log() = 0;
    virtual ports::DocumentStore& documents() = 0;
    virtual ports::Followers& followers() = 0;
    virtual void on_commit(std::function<void(LogName const&, std::uint64_t)> hook) = 0;
    // Lets time pass for leases.
    virtual void wait(std::chrono::milliseconds length) = 0;
};

std::unique_ptr<StoreWorld> memory_world();
std::unique_ptr<StoreWorld> postgres_world();

// "memory" or "postgres".
std::unique_ptr<StoreWorld> world_of(std::string const& kind);

inline Timestamp const noon =
    Timestamp{std::chrono::sys_days{std::chrono::year{2023} / 10 / 12} + std::chrono::hours{12}};

LogName log_name(std::string const& text);
LogName fresh_log_name();
DecisionId decision_id(int n);
Digest digest_of(std::string_view bytes);

// Makes leaves and items whose bytes say what they are.
class Maker {
public:
    ports::NewLeaf leaf(std::string const& bytes = {}, Timestamp at = noon);
    ports::AppendItem item(std::string const& stream, std::uint64_t expected, std::size_t leaves = 1);
    ports::AppendItem opening();
    ports::NewPayload payload(std::size_t leaf, std::size_t index, std::string const& bytes);

private:
    memory::SeededEntropy entropy_{7};
    int count_ = 0;
};

// append() and wait for the answer.
ports::AppendOutcome append(ports::EventLog& log, LogName const& name, ports::AppendItem item);
// …which must be `appended`; the number of the first leaf.
std::uint64_t appended(ports::EventLog& log, LogName const& name, ports::AppendItem item);
ports::DocumentInfo upload(ports::DocumentStore& documents, LogName const& log, std::string const& bytes);

class StoreContract : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override;

    std::unique_ptr<StoreWorld> world_;
    Maker make_;
    LogName name_;  // an open rehearsal with its first event
};

// A test's name ends in the kind of its world.
inline std::string store_kind(::testing::TestParamInfo<std::string> const& each) { return each.param; }

void PrintTo(ports::Appended what, std::ostream* out);

}  // namespace juece::test

namespace juece::ports {
inline void PrintTo(Appended what, std::ostream* out) { juece::test::PrintTo(what, out); }
}  // namespace juece::ports
