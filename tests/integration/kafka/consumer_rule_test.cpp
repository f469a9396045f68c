// The consumer rule and its journal, without Kafka.
#include "adapters/kafka/subscriber/consumer_rule.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include "adapters/kafka/subscriber/journal.hpp"
#include "tests/integration/kafka/sample.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

using Outcome = ConsumerRule::Outcome;

class ConsumerRuleTest : public ::testing::Test {
protected:
    ConsumerRule make(std::uint64_t from_seq = 0) {
        return ConsumerRule{
            {sample_.name(), from_seq},
            sample_.hasher(),
            [this](std::string const& subject, std::uint64_t after) {
                ++fetches_;
                return fetch_(subject, after);
            },
            [this](ReceivedEvent const& event) { applied_.push_back(event); },
            [this](Fault const& fault) { faults_.push_back(fault); },
        };
    }

    Outcome offer(ConsumerRule& rule, std::uint64_t seq) {
        auto const event = sample_.events().at(seq);
        return rule.take(headers_of(*attributes_of(sample_.name(), event)), event.leaf);
    }

    std::vector<std::uint64_t> versions() const {
        std::vector<std::uint64_t> versions;
        for (auto const& event : applied_)
            versions.push_back(event.attributes.stream_version);
        return versions;
    }

    Sample sample_;
    Fetch fetch_ = sample_.fetch();
    std::vector<ReceivedEvent> applied_;
    std::vector<Fault> faults_;
    int fetches_ = 0;
};

using Versions = std::vector<std::uint64_t>;

TEST_F(ConsumerRuleTest, AppliesEachEventOnceAndDropsRepeats) {
    auto const first = sample_.append("decision/a", 3);
    auto rule = make();
    EXPECT_EQ(offer(rule, first), Outcome::applied);
    EXPECT_EQ(offer(rule, first), Outcome::repeat);
    EXPECT_EQ(offer(rule, first + 1), Outcome::applied);
    EXPECT_EQ(offer(rule, first), Outcome::repeat);
    EXPECT_EQ(offer(rule, first + 2), Outcome::applied);
    EXPECT_EQ(versions(), (Versions{1, 2, 3}));
    EXPECT_EQ(fetches_, 0);
    EXPECT_TRUE(faults_.empty());
}

TEST_F(ConsumerRuleTest, FetchesWhatIsMissingBeforeItGoesOn) {
    auto const first = sample_.append("decision/a", 7);
    auto rule = make();
    EXPECT_EQ(offer(rule, first), Outcome::applied);
    EXPECT_EQ(offer(rule, first + 5), Outcome::applied);
    EXPECT_EQ(versions(), (Versions{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(applied_[1].origin, Origin::history);
    EXPECT_EQ(applied_[1].leaf, sample_.events().at(first + 1).leaf);
    EXPECT_EQ(applied_[1].attributes.sequence, first + 1);
    EXPECT_EQ(offer(rule, first + 2), Outcome::repeat);
}

TEST_F(ConsumerRuleTest, WaitsWhileTheHistoryCannotBeFetched) {
    auto const first = sample_.append("decision/a", 3);
    auto rule = make();
    fetch_ = [](std::string const&, std::uint64_t) -> std::vector<FetchedLeaf> { throw std::runtime_error{"503"}; };
    EXPECT_EQ(offer(rule, first + 2), Outcome::again);
    EXPECT_EQ(offer(rule, first + 2), Outcome::again);
    ASSERT_EQ(faults_.size(), 1U) << "a fault that lasts is said once";
    EXPECT_EQ(faults_[0].kind, FaultKind::fetch_failed);
    fetch_ = [](std::string const&, std::uint64_t) { return std::vector<FetchedLeaf>{}; };
    EXPECT_EQ(offer(rule, first + 2), Outcome::again);
    EXPECT_EQ(faults_.back().kind, FaultKind::gap);
    fetch_ = sample_.fetch();
    EXPECT_EQ(offer(rule, first + 2), Outcome::applied);
    EXPECT_EQ(versions(), (Versions{1, 2, 3}));
}

TEST_F(ConsumerRuleTest, FetchesTheTrueEventInPlaceOfBytesThatLie) {
    auto const first = sample_.append("decision/a", 1);
    auto rule = make();
    auto const event = sample_.events().at(first);
    auto leaf = event.leaf;
    leaf.replace(leaf.find("2023-11-11"), 10, "2023-11-01");
    EXPECT_EQ(rule.take(headers_of(*attributes_of(sample_.name(), event)), leaf), Outcome::applied);
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0].kind, FaultKind::leaf_hash);
    EXPECT_EQ(faults_[0].subject, "decision/a");
    ASSERT_EQ(applied_.size(), 1U);
    EXPECT_EQ(applied_[0].leaf, event.leaf);
}

TEST_F(ConsumerRuleTest, ReportsHeadersThatDifferFromTheLeaf) {
    auto const first = sample_.append("decision/a", 2);
    auto rule = make();
    auto const event = sample_.events().at(first);
    auto attributes = *attributes_of(sample_.name(), event);
    attributes.type = "cn.gov.juece.public_comment.closed.v1";
    EXPECT_EQ(rule.take(headers_of(attributes), event.leaf), Outcome::applied);
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0].kind, FaultKind::attributes);
    EXPECT_EQ(applied_[0].attributes.type, "cn.gov.juece.public_comment.opened.v1");
}

TEST_F(ConsumerRuleTest, StopsASubjectWhoseChainIsBrokenAndNoOther) {
    auto const first = sample_.append("decision/a", 3);
    auto const other = sample_.append("decision/b", 1);
    SeenVersions forged{{"decision/a", {1, Digest{}}}};
    ConsumerRule rule{
        {sample_.name(), 0},
        sample_.hasher(),
        sample_.fetch(),
        [this](ReceivedEvent const& event) { applied_.push_back(event); },
        [this](Fault const& fault) { faults_.push_back(fault); },
        forged,
    };
    EXPECT_EQ(offer(rule, first + 1), Outcome::set_aside);
    EXPECT_EQ(offer(rule, first + 2), Outcome::set_aside);
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0].kind, FaultKind::chain);
    EXPECT_EQ(offer(rule, other), Outcome::applied);
    EXPECT_EQ(applied_.size(), 1U);
}

TEST_F(ConsumerRuleTest, SetsAsideWhatIsNoEventOfThisLog) {
    Sample other;
    auto const stranger = other.events().front();
    auto rule = make();
    EXPECT_EQ(rule.take({}, "{}"), Outcome::set_aside);
    EXPECT_EQ(rule.take(headers_of(*attributes_of(other.name(), stranger)), stranger.leaf), Outcome::set_aside);
    EXPECT_EQ(faults_.size(), 2U);
    EXPECT_TRUE(applied_.empty());
}

TEST_F(ConsumerRuleTest, BeginsASubjectWhereItIsAskedTo) {
    auto const first = sample_.append("decision/a", 4);
    auto rule = make(first + 2);
    EXPECT_EQ(offer(rule, first), Outcome::repeat);
    EXPECT_EQ(offer(rule, first + 2), Outcome::applied);
    EXPECT_EQ(offer(rule, first + 3), Outcome::applied);
    EXPECT_EQ(versions(), (Versions{3, 4}));
    EXPECT_EQ(fetches_, 0);
}

TEST_F(ConsumerRuleTest, AnEventWhoseCallbackThrewIsNotApplied) {
    auto const first = sample_.append("decision/a", 1);
    bool broken = true;
    ConsumerRule rule{
        {sample_.name(), 0},
        sample_.hasher(),
        sample_.fetch(),
        [&](ReceivedEvent const& event) {
            if (broken) throw std::runtime_error{"disk full"};
            applied_.push_back(event);
        },
        [](Fault const&) {},
    };
    EXPECT_THROW(offer(rule, first), std::runtime_error);
    broken = false;
    EXPECT_EQ(offer(rule, first), Outcome::applied);
}

// Whatever Kafka repeats, drops or delivers late: each subject's events are applied once and in order.
TEST(ConsumerRuleProperty, EffectIsExactlyOnceAndInOrder) {
    Sample sample;
    for (int round = 0; round < 4; ++round) {
        for (auto const* stream : {"decision/a", "decision/b", "register"})
            sample.append(stream, 2);
    }
    auto const events = sample.events();
    rc::check([&] {
        auto const order =
            *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, events.size()));
        std::map<std::string, std::uint64_t> effect;
        ConsumerRule rule{
            {sample.name(), 0},
            sample.hasher(),
            sample.fetch(),
            [&](ReceivedEvent const& event) {
                RC_ASSERT(++effect[event.attributes.subject] == event.attributes.stream_version);
            },
            [](Fault const&) { RC_FAIL("no fault"); },
        };
        std::map<std::string, std::uint64_t> highest;
        for (auto const at : order) {
            rule.take(headers_of(*attributes_of(sample.name(), events[at])), events[at].leaf);
            auto& version = highest[events[at].stream];
            version = std::max(version, events[at].version);
        }
        for (auto const& [stream, version] : highest)
            RC_ASSERT(effect[stream] >= version);
    });
}

class JournalTest : public ::testing::Test {
protected:
    JournalTest() {
        auto const* name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
        file_ = std::filesystem::temp_directory_path() / ("juece-journal-" + std::to_string(::getpid()) + name);
        std::filesystem::remove(file_);
    }
    ~JournalTest() override { std::filesystem::remove(file_); }

    static Seen seen(std::uint64_t version) {
        Seen made{version, {}};
        made.leaf.sha256[0] = static_cast<std::uint8_t>(version);
        return made;
    }

    std::filesystem::path file_;
};

TEST_F(JournalTest, RemembersVersionsAndOffsets) {
    for (int start = 0; start < 2; ++start) {
        Journal journal{file_, "t"};
        journal.applied(2, 10, "decision/a", seen(1));
        journal.applied(-1, 0, "decision/a", seen(2));
        journal.applied(0, 5, "decision/b", seen(1));
        journal.applied(2, 11, "decision/a", seen(3));
    }
    Journal const again{file_, "t"};
    EXPECT_EQ(again.seen(), (SeenVersions{{"decision/a", seen(3)}, {"decision/b", seen(1)}}));
    EXPECT_EQ(again.next_offsets(), (std::map<int, std::int64_t>{{0, 5}, {2, 11}}));
}

TEST_F(JournalTest, DropsALineThatACrashCutOff) {
    {
        Journal journal{file_, "t"};
        journal.applied(0, 1, "decision/a", seen(1));
        journal.applied(0, 2, "decision/a", seen(2));
    }
    std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 1);
    Journal const again{file_, "t"};
    EXPECT_EQ(again.seen().at("decision/a").version, 1U);
    EXPECT_EQ(again.next_offsets().at(0), 1);
}

TEST_F(JournalTest, RefusesTheStateOfAnotherTopicAndOtherFiles) {
    { Journal const journal{file_, "t"}; }
    EXPECT_THROW((Journal{file_, "u"}), ports::WorldError);
    std::ofstream{file_} << "juece-subscriber-1 t\nnonsense\n";
    EXPECT_THROW((Journal{file_, "t"}), ports::WorldError);
}

}  // namespace
}  // namespace juece::kafka
