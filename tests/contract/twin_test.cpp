// The twin and PostgreSQL answer alike: random items, good and bad, to both, and both logs are compared.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/contract/store_world.hpp"

namespace juece::test {
namespace {

struct Plan {
    int stream = 0;
    int version_off = 0;  // 0: the version is right
    std::size_t leaves = 1;
    int condition = -1;  // a stream
    int condition_off = 0;
    int document = -1;  // 0 is there, 1 is not
    bool row = false;
    bool repeat = false;  // sends the item before this one again
};

rc::Gen<Plan> any_plan() {
    // Mostly what is accepted, so that logs grow.
    auto const off = rc::gen::weightedElement<int>({{8, 0}, {1, 1}, {1, -1}});
    return rc::gen::build<Plan>(
        rc::gen::set(&Plan::stream, rc::gen::inRange(0, 4)),
        rc::gen::set(&Plan::version_off, off),
        rc::gen::set(&Plan::leaves, rc::gen::inRange<std::size_t>(1, 4)),
        rc::gen::set(&Plan::condition, rc::gen::inRange(-3, 4)),
        rc::gen::set(&Plan::condition_off, off),
        rc::gen::set(&Plan::document, rc::gen::weightedElement<int>({{6, -1}, {2, 0}, {1, 1}})),
        rc::gen::set(&Plan::row),
        rc::gen::set(&Plan::repeat, rc::gen::weightedElement<bool>({{6, false}, {1, true}}))
    );
}

std::string stream_name(int n) { return "decision/" + std::to_string(n); }

std::uint64_t shifted(std::uint64_t version, int off) {
    return off < 0 && version == 0 ? 1 : version + static_cast<std::uint64_t>(static_cast<std::int64_t>(off));
}

ports::AppendItem item_of(Plan const& plan, Maker& make, ports::EventLog& log, LogName const& name) {
    auto const version = [&](int stream) { return log.head(name, stream_name(stream)).version; };
    auto item = make.item(stream_name(plan.stream), shifted(version(plan.stream), plan.version_off), plan.leaves);
    if (plan.condition >= 0) {
        item.conditions.push_back({stream_name(plan.condition), shifted(version(plan.condition), plan.condition_off)});
    }
    if (plan.document >= 0) item.documents.push_back(digest_of(plan.document == 0 ? "there" : "not there"));
    if (plan.row)
        item.row = ports::DecisionRow{decision_id(plan.stream), "{\"n\":" + std::to_string(plan.leaves) + "}"};
    return item;
}

void expect_same(ports::EventLog& a, ports::EventLog& b, LogName const& name) {
    auto const events_a = a.read_log(name, 0, 1'000);
    auto const events_b = b.read_log(name, 0, 1'000);
    RC_ASSERT(events_a.size() == events_b.size());
    for (std::size_t at = 0; at < events_a.size(); ++at) {
        RC_ASSERT(events_a[at].seq == at);
        RC_ASSERT(events_b[at].seq == at);
        RC_ASSERT(events_a[at].id == events_b[at].id);
        RC_ASSERT(events_a[at].stream == events_b[at].stream);
        RC_ASSERT(events_a[at].version == events_b[at].version);
    }
    auto const rows_a = a.list(name, {});
    auto const rows_b = b.list(name, {});
    RC_ASSERT(rows_a.size() == rows_b.size());
    for (std::size_t at = 0; at < rows_a.size(); ++at) {
        RC_ASSERT(rows_a[at].decision == rows_b[at].decision);
        RC_ASSERT(rows_a[at].version == rows_b[at].version);
        RC_ASSERT(rows_a[at].row == rows_b[at].row);
    }
}

TEST(Twin, AnswersAsPostgresDoes) {
    auto const twin = memory_world();
    auto const real = postgres_world();
    EXPECT_TRUE(rc::check("the twin answers as PostgreSQL does", [&] {
        Maker make;
        auto const name = fresh_log_name();
        auto const opening = make.opening();
        for (auto* world : {twin.get(), real.get()}) {
            RC_ASSERT(world->log().open(name, true, false, {opening}));
            upload(world->documents(), name, "there");
        }
        auto last = opening;
        for (auto const& plan : *rc::gen::container<std::vector<Plan>>(any_plan())) {
            auto const item = plan.repeat ? last : item_of(plan, make, twin->log(), name);
            auto const expected = append(twin->log(), name, item);
            auto const actual = append(real->log(), name, item);
            RC_ASSERT(!expected.failure && !actual.failure);
            RC_ASSERT(expected.what == actual.what);
            RC_ASSERT(expected.first_seq == actual.first_seq);
            last = item;
        }
        expect_same(twin->log(), real->log(), name);
    }));
}

}  // namespace
}  // namespace juece::test
