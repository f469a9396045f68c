// Rules as events: what a rehearsal publishes when it is opened, which version answers for a day, and publishing into
// a log that is open.
#include "workflow/service/rulebook.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/calendars.hpp"
#include "tests/unit/service/world.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::testing {
namespace {

using service::Problem;
using service::Rulebook;

Day on(std::string_view day) { return calendar::test::on(day); }

procedure::Statute const& decree() { return *procedure::find_statute("d713_2019"); }

rules::Profile profile(std::string id, std::string_view since, int comment_days) {
    rules::Profile profile;
    profile.id = std::move(id);
    profile.comment_days_min = CalendarDays{comment_days};
    if (!since.empty()) profile.in_force_from = on(since);
    return profile;
}

// A rulebook as if these had been published one after the other, each stream with its own versions.
class Published {
public:
    Published& statute() { return add("d713_2019", service::publish_statute(hasher_, decree())); }
    Published& profile(rules::Profile const& profile) {
        return add(profile.id, service::publish_profile(hasher_, codec_, profile));
    }
    Published& notice(calendar::Notice const& notice) {
        return add("cn", service::publish_notice(hasher_, codec_, notice));
    }
    Published& add(std::string const& stream, dossier::Draft draft) {
        draft.event.version = ++versions_[stream];
        book_.add(draft.event, ++seq_, hasher_);
        return *this;
    }
    Rulebook book() {
        book_.close();
        return book_;
    }

private:
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    Rulebook book_;
    std::map<std::string, std::uint64_t> versions_;
    std::uint64_t seq_ = 0;
};

TEST(ARulebook, KnowsNothingUntilSomethingIsPublished) {
    auto const book = Published{}.book();
    EXPECT_EQ(book.statute_on(on("2023-10-12")), nullptr);
    EXPECT_EQ(book.profile_on(on("2023-10-12")), nullptr);
    EXPECT_EQ(book.profile({"national", 1}), nullptr);
    EXPECT_FALSE(book.calendar().known_on(on("2023-10-12")).judge(on("2023-10-12"))) << "a year without a notice";
}

TEST(ARulebook, TheDecreeIsInForceFromItsDay) {
    auto const book = Published{}.statute().book();
    EXPECT_EQ(book.statute_on(on("2019-08-31")), nullptr);
    ASSERT_NE(book.statute_on(on("2019-09-01")), nullptr);
    EXPECT_EQ(book.statute_on(on("2019-09-01"))->version, 1U);
    EXPECT_EQ(book.statute({"d713_2019", 1})->statute, &decree());
    EXPECT_EQ(book.statute({"d713_2019", 2}), nullptr);
}

TEST(ARulebook, OfAProfileTheVersionOfTheDayAnswers) {
    auto const book =
        Published{}.profile(profile("fujian", "", 30)).profile(profile("fujian", "2026-03-01", 35)).book();
    EXPECT_EQ(book.profile_on(on("2026-02-28"))->comment_days_min.count, 30);
    EXPECT_EQ(book.profile_on(on("2026-03-01"))->comment_days_min.count, 35);
    EXPECT_EQ(book.profile_on("fujian", on("2026-03-01"))->version, 2U);
    EXPECT_EQ(book.profile_on("shanghai", on("2026-03-01")), nullptr);
    EXPECT_EQ(book.profile({"fujian", 1})->comment_days_min.count, 30) << "what was pinned stays";
}

TEST(ARulebook, ALaterPublicationForTheSameDayPutsItRight) {
    auto const book = Published{}
                          .profile(profile("fujian", "", 30))
                          .profile(profile("fujian", "2026-03-01", 35))
                          .profile(profile("fujian", "", 31))
                          .book();
    EXPECT_EQ(book.profile_on(on("2026-02-28"))->comment_days_min.count, 31);
    EXPECT_EQ(book.profile_on(on("2026-03-01"))->comment_days_min.count, 35);
}

TEST(ARulebook, TheProfilePublishedLastGoverns) {
    auto const book = Published{}
                          .profile(profile("shanghai", "", 30))
                          .profile(profile("shanghai", "2020-09-01", 32))
                          .profile(profile("shanghai/minhang", "", 33))
                          .book();
    EXPECT_EQ(book.profile_on(on("2023-10-12"))->id, "shanghai/minhang");
    EXPECT_EQ(book.profile_on("shanghai", on("2023-10-12"))->comment_days_min.count, 32);
}

TEST(ARulebook, AProfileKeepsWhatItsValuesRestOn) {
    auto shanghai = profile("shanghai", "2020-09-01", 30);
    shanghai.legality_initial = true;
    shanghai.grounds["legality_initial"] = {{Source::sh_legality, 4}, "shanghai", false};
    auto const book = Published{}.profile(shanghai).book();
    auto const* read = book.profile_on(on("2023-10-12"));
    ASSERT_NE(read, nullptr);
    EXPECT_TRUE(read->legality_initial);
    EXPECT_EQ(text(read->ground_of("legality_initial").source), "SH-L 4");
    EXPECT_EQ(text(read->ground_of("comment_days_min").source), "D713 15(1)");
}

TEST(ARulebook, NoticesAnswerAsTheyWereKnown) {
    Published published;
    for (auto const& notice : calendar::test::published().notices())
        published.notice(notice);
    auto const book = published.book();
    auto const of = [&](std::string_view known_on) { return book.calendar().known_on(on(known_on)); };
    EXPECT_EQ(of("2019-03-01").add(on("2019-04-26"), {2}).value().end, on("2019-04-30")) << "before the amendment";
    EXPECT_EQ(of("2019-04-01").add(on("2019-04-26"), {2}).value().end, on("2019-04-29"));
    EXPECT_EQ(Rulebook::pin(of("2019-03-01")), (procedure::Pin{"cn", 1}));
    EXPECT_EQ(Rulebook::pin(of("2019-04-01")), (procedure::Pin{"cn", 2}));
    EXPECT_EQ(book.calendar().as_of(1).known_on(on("2019-04-01")).version(), 1U);
}

TEST(ARulebook, RefusesWhatThisProgramDoesNotKnow) {
    auto const corrupt = [](std::string_view name, Value value) {
        crypto::Hashing const hasher;
        auto draft = service::publish_statute(hasher, decree());
        draft.event.data.set(name, std::move(value));
        EXPECT_THROW(Published{}.add("x", std::move(draft)), ports::WorldError) << name;
    };
    corrupt("id", "d713_2099");
    corrupt("digest", "another");
    corrupt("kind", "custom");
    corrupt("kind", "profile");
    corrupt("kind", "calendar");
}

class Publishing : public ::testing::Test, public World {
protected:
    using Answer = std::variant<service::Published, service::Failed>;

    Answer send(service::Identity who, std::string command, Object data, bool dry_run = false) {
        Answer result;
        node->service.publish_rules(
            {log, std::move(who), dry_run, std::move(command), std::move(data)},
            [&](Answer answer) { result = std::move(answer); }
        );
        return result;
    }
    service::Published published(std::string command, Object data, bool dry_run = false) {
        auto answer = send(office, std::move(command), std::move(data), dry_run);
        if (auto const* failed = std::get_if<service::Failed>(&answer)) {
            ADD_FAILURE() << failed->detail << (failed->faults.empty() ? "" : failed->faults.front().message);
            return {};
        }
        return std::get<service::Published>(answer);
    }
    std::string fault(std::string command, Object data) {
        auto const answer = send(office, std::move(command), std::move(data));
        auto const* failed = std::get_if<service::Failed>(&answer);
        if (failed == nullptr || failed->faults.empty()) return "none";
        return failed->faults.front().code + " " + failed->faults.front().pointer;
    }
    std::vector<Object> listed() {
        std::vector<Object> list;
        node->service.published_rules(log, {}, [&](std::variant<std::vector<Object>, service::Failed> answer) {
            list = std::get<std::vector<Object>>(answer);
        });
        return list;
    }
    static Object data_of(rules::Profile const& profile) {
        Object data{{"id", profile.id}, {"parameters", rules::to_data(profile)}};
        if (profile.in_force_from != Day{}) data.set("in_force_from", text(profile.in_force_from));
        return data;
    }
};

TEST_F(Publishing, ARehearsalOpensWithStatuteProfileAndEveryNotice) {
    auto const rules = listed();
    ASSERT_EQ(rules.size(), 2 + calendar::test::published().notices().size());
    EXPECT_EQ(rules[0].text("kind"), "statute");
    EXPECT_EQ(rules[0].text("in_force_from"), "2019-09-01");
    EXPECT_EQ(rules[1].text("kind"), "profile");
    EXPECT_FALSE(rules[1].has("in_force_from")) << "nobody says since when";
    EXPECT_EQ(rules[2].text("id"), "cn");
    EXPECT_EQ(rules[2].text("known_from"), text(calendar::test::published().notices().front().known_from));
    EXPECT_EQ(rules[2].text("number"), calendar::test::published().notices().front().number);
    EXPECT_EQ(rules.back().number("version"), static_cast<std::int64_t>(rules.size() - 2));
    EXPECT_EQ(stream("log").size(), 1U);
    EXPECT_EQ(stream("rules/calendar/cn").size(), rules.size() - 2);
}

TEST_F(Publishing, AddsAVersionOfAProfile) {
    auto const before = listed().size();
    auto const answer = published("publish_profile", data_of(profile("national", "2026-03-01", 40)));
    EXPECT_EQ(answer.kind, "profile");
    EXPECT_EQ(answer.version, 2U);
    ASSERT_TRUE(answer.event);
    auto const stored = stream("rules/profile/national");
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_EQ(stored[1].id, answer.event->id);
    EXPECT_EQ(stored[1].seq, answer.event->seq);
    EXPECT_EQ(listed().size(), before + 1);
    auto const book = service::read_rulebook(memory_log, node->codec, node->hasher, log);
    EXPECT_EQ(book.profile_on(on("2026-03-01"))->comment_days_min.count, 40);
    EXPECT_EQ(book.profile_on(on("2026-02-28"))->comment_days_min.count, 30);
}

TEST_F(Publishing, WhatIsInForceAlreadyIsNotPublishedAgain) {
    auto const later = data_of(profile("national", "2026-03-01", 40));
    published("publish_profile", later);
    auto const again = published("publish_profile", later);
    EXPECT_EQ(again.version, 2U);
    EXPECT_FALSE(again.event);
    EXPECT_FALSE(published("publish_statute", {{"id", "d713_2019"}}).event);
    for (auto const& notice : calendar::test::published().notices())
        EXPECT_FALSE(published("publish_calendar", {{"notice", calendar::to_data(notice)}}).event);
    EXPECT_TRUE(published("publish_profile", data_of(profile("national", "2026-03-01", 41))).event);
    EXPECT_EQ(published("publish_profile", later).version, 4U) << "back to what it was is a change";
}

TEST_F(Publishing, AddsANoticeThatPutsAnotherRight) {
    auto notice = calendar::test::published().notices().back();
    notice.days_off.pop_back();
    auto const answer = published("publish_calendar", {{"notice", calendar::to_data(notice)}});
    EXPECT_EQ(answer.kind, "calendar");
    EXPECT_EQ(answer.id, "cn");
    ASSERT_TRUE(answer.event);
    auto const book = service::read_rulebook(memory_log, node->codec, node->hasher, log);
    EXPECT_EQ(book.calendar().known_on(notice.known_from).version(), answer.version);
}

TEST_F(Publishing, ADryRunChangesNothing) {
    auto const answer = published("publish_profile", data_of(profile("national", "2026-03-01", 40)), true);
    EXPECT_EQ(answer.version, 2U);
    EXPECT_FALSE(answer.event);
    EXPECT_EQ(stream("rules/profile/national").size(), 1U);
}

TEST_F(Publishing, IsForTheOrganAndItsOffice) {
    auto const data = data_of(profile("national", "2026-03-01", 40));
    auto const answer = send(handler, "publish_profile", data);
    ASSERT_TRUE(std::holds_alternative<service::Failed>(answer));
    EXPECT_EQ(std::get<service::Failed>(answer).problem, Problem::forbidden);
    EXPECT_TRUE(std::holds_alternative<service::Published>(send(organ, "publish_profile", data)));
}

TEST_F(Publishing, AnotherPlacesProfileIsPublishedOnlyByIntent) {
    auto data = data_of(profile("fujian", "", 30));
    EXPECT_EQ(fault("publish_profile", data), "other_profile /data/replaces");
    data.set("replaces", "shanghai");
    EXPECT_EQ(fault("publish_profile", data), "other_profile /data/replaces");
    data.set("replaces", "national");
    EXPECT_TRUE(published("publish_profile", data).event);
    auto const book = service::read_rulebook(memory_log, node->codec, node->hasher, log);
    EXPECT_EQ(book.governing_profile(), "fujian");
    EXPECT_TRUE(published("publish_profile", data_of(profile("fujian", "2026-03-01", 35))).event);
}

TEST_F(Publishing, RefusesWhatIsNoRule) {
    EXPECT_EQ(fault("publish_statute", {{"id", "d713_2099"}}), "unknown_statute /data/id");
    EXPECT_EQ(fault("publish_statute", {{"id", "d713_2019"}, {"digest", "x"}}), "digest_mismatch /data/digest");
    EXPECT_EQ(fault("publish_profile", {{"id", "../x"}, {"parameters", Object{}}}), "bad_profile /data/id");
    EXPECT_EQ(fault("publish_profile", {{"id", "national"}}), "bad_profile /data/parameters");
    EXPECT_EQ(fault("publish_profile", {{"id", "national"}, {"parameters", Object{}}}), "bad_profile /data/parameters")
        << "every parameter is said";
    auto data = data_of(profile("national", "", 30));
    auto parameters = *data.find("parameters")->object();
    parameters.set("quorum_percent", 50);
    data.set("parameters", parameters);
    EXPECT_EQ(fault("publish_profile", data), "bad_profile /data/parameters/quorum_percent");
    EXPECT_EQ(fault("publish_profile", {{"x", 1}}), "unknown_field /data/x");
    EXPECT_EQ(fault("publish_calendar", {}), "bad_notice /data/notice");
    EXPECT_EQ(fault("publish_calendar", {{"notice", Object{{"number", "x"}}}}), "bad_notice /data/notice/year");
    auto const answer = send(office, "publish_law", {});
    EXPECT_EQ(std::get<service::Failed>(answer).problem, Problem::unknown_command);
}

TEST_F(Publishing, RefusesADayThatNoRuleBeginsOn) {
    auto const of = [&](std::string_view day) {
        auto data = data_of(profile("national", "", 40));
        data.set("in_force_from", day);
        return fault("publish_profile", data);
    };
    for (std::string_view const day : {"", "soon", "2026-02-29", "1969-12-31", "1970-01-01"})
        EXPECT_EQ(of(day), "bad_day /data/in_force_from") << day;
    for (std::string_view const day : {"9000-01-01", "9999-12-31"})
        EXPECT_EQ(of(day), "day_too_far /data/in_force_from") << day;
    for (std::string_view const day : {"1970-01-02", "8999-12-31"})
        EXPECT_EQ(of(day), "none") << day;
}

TEST_F(Publishing, RefusesWhatLoosensALawOrAnAdministrativeRegulation) {
    EXPECT_EQ(
        fault("publish_profile", data_of(profile("national", "", 5))),
        "laxer_profile /data/parameters/comment_days_min/value"
    );
    auto slow = profile("national", "", 30);
    slow.publication_days_max = {200};
    EXPECT_EQ(fault("publish_profile", data_of(slow)), "laxer_profile /data/parameters/publication_days_max/value");
    auto patient = profile("national", "", 30);
    patient.late_entry_grace = {10};
    EXPECT_TRUE(published("publish_profile", data_of(patient)).event) << "a number of our own binds nobody";
    EXPECT_EQ(stream("rules/profile/national").size(), 2U);
}

TEST_F(Publishing, AProfileNamesWhoSetAValueByItsIdAlone) {
    auto named = profile("national", "", 40);
    named.grounds["comment_days_min"] = {{Source::d713, 15, 1}, "张三 13800000000", false};
    EXPECT_EQ(fault("publish_profile", data_of(named)), "bad_profile /data/parameters/comment_days_min/set_by");
}

TEST_F(Publishing, SaysWhenTheWorldFailed) {
    faulty.moody_from = faulty.appends;
    faulty.mood = FaultyLog::Mood::fails_before;
    auto const data = data_of(profile("national", "2026-03-01", 40));
    EXPECT_EQ(std::get<service::Failed>(send(office, "publish_profile", data)).problem, Problem::unavailable);
    faulty.mood = FaultyLog::Mood::well;
    EXPECT_EQ(published("publish_profile", data).version, 2U);
}

}  // namespace
}  // namespace juece::testing
