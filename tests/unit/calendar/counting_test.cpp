// Working days as the notices of 2019 to 2026 arrange them, each question asked on its own day.
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/calendars.hpp"
#include "tests/support/statute.hpp"

namespace juece::calendar {
namespace {

using test::on;
using test::published;
using test::published_as_known_on;

struct Vector {
    std::string_view start;
    int days;
    std::string_view end;
};

// clang-format off
constexpr Vector vectors[] = {
    {"2023-09-26", 7, "2023-10-11"},
    {"2023-11-14", 7, "2023-11-23"},
    {"2022-09-30", 7, "2022-10-14"},
    {"2021-02-05", 7, "2021-02-20"},  // a Saturday, make-up
    {"2024-02-02", 7, "2024-02-18"},  // a Sunday, make-up
    {"2024-04-30", 7, "2024-05-13"},
    {"2025-01-24", 7, "2025-02-10"},
    {"2025-03-03", 7, "2025-03-12"},
    {"2025-09-26", 7, "2025-10-13"},
    {"2026-02-10", 7, "2026-02-26"},
    {"2026-09-18", 7, "2026-09-29"},
    {"2025-04-25", 5, "2025-05-06"},
};

struct YearTotal {
    int year;
    int working_days;
};
constexpr YearTotal totals[] = {
    {2019, 250}, {2020, 249}, {2021, 250}, {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248},
};
// clang-format on

Day last_of(int year) { return Day{std::chrono::year{year} / std::chrono::December / 31}; }

// What becomes of the days around 元旦 when a notice names them.
std::vector<bool> worked(KnownCalendar const& calendar, std::vector<std::string_view> const& days) {
    std::vector<bool> result;
    for (auto const day : days) {
        auto const judged = calendar.judge(on(day));
        EXPECT_TRUE(judged) << day;
        result.push_back(judged && judged.value().is_working_day());
    }
    return result;
}

TEST(WorkingDaysOf, AreCountedAsTheNoticesSay) {
    STATUTE("D713 26(1)");
    for (auto const& [start, days, end] : vectors) {
        auto const count = published_as_known_on(start).add(on(start), WorkingDays{days});
        ASSERT_TRUE(count) << start;
        EXPECT_EQ(count.value().end, on(end)) << start << " + " << days;
        EXPECT_EQ(count.value().working_days(), WorkingDays{days}) << start;
        EXPECT_EQ(count.value().days.front().day, on(start) + CalendarDays{1}) << "CIV 201: the start does not count";
    }
}

TEST(WorkingDaysOf, AYearAddUpToItsTotal) {
    for (auto const& [year, working_days] : totals) {
        auto const calendar = published().known_on(on("2026-11-22"));
        auto const count = calendar.between({last_of(year - 1), last_of(year)});
        ASSERT_TRUE(count) << year;
        EXPECT_EQ(count.value().working_days().count, working_days) << year;
    }
}

TEST(AmendedNotice, Of2019AnswersFromTheDayOnWhichItWasKnown) {
    auto const before = published_as_known_on("2019-03-21").add(on("2019-04-26"), WorkingDays{5});
    auto const after = published_as_known_on("2019-03-22").add(on("2019-04-26"), WorkingDays{5});
    ASSERT_TRUE(before);
    ASSERT_TRUE(after);
    EXPECT_EQ(before.value().end, on("2019-05-06"));
    EXPECT_EQ(after.value().end, on("2019-05-06"));
    // The same end by other days: under the first notice 2 and 3 May are worked, under the second 28 April and 5 May.
    std::vector<std::string_view> const days{"2019-04-28", "2019-05-01", "2019-05-02", "2019-05-03", "2019-05-05"};
    EXPECT_EQ(worked(published_as_known_on("2019-03-21"), days), (std::vector{false, false, true, true, false}));
    EXPECT_EQ(worked(published_as_known_on("2019-03-22"), days), (std::vector{true, false, false, false, true}));
    EXPECT_EQ(before.value().days.front().notice, "国办发明电〔2018〕15号");
    EXPECT_EQ(after.value().days.front().notice, "国办发明电〔2019〕3号");
}

TEST(AmendedNotice, Of2020TurnsTwoWorkingDaysIntoDaysOff) {
    std::vector<std::string_view> const days{"2020-01-31", "2020-02-01", "2020-02-02", "2020-02-03"};
    EXPECT_EQ(worked(published_as_known_on("2020-01-26"), days), (std::vector{true, true, false, true}));
    EXPECT_EQ(worked(published_as_known_on("2020-01-27"), days), (std::vector{false, false, false, true}));
    for (auto const* asked : {"2020-01-26", "2020-01-27"}) {
        auto const count = published_as_known_on(asked).add(on("2020-01-17"), WorkingDays{5});
        ASSERT_TRUE(count);
        EXPECT_EQ(count.value().end, on("2020-01-23")) << "asked on " << asked;
    }
}

TEST(AYearWithoutNotice, IsAnErrorAndNoGuess) {
    auto const of_2027 = published_as_known_on("2026-11-22").add(on("2026-12-28"), WorkingDays{7});
    ASSERT_FALSE(of_2027);
    EXPECT_EQ(of_2027.error(), (NoNotice{2027, on("2026-11-22")}));
    EXPECT_EQ(message(of_2027.error()), "截至 2026-11-22 尚无 2027 年节假日安排的通知,不能计算工作日");
    auto const too_early = published_as_known_on("2025-11-03").judge(on("2026-03-02"));
    ASSERT_FALSE(too_early);
    EXPECT_EQ(too_early.error(), (NoNotice{2026, on("2025-11-03")}));
    EXPECT_TRUE(published_as_known_on("2025-11-04").judge(on("2026-03-02")));
    EXPECT_FALSE(Calendar{}.known_on(on("2023-10-12")).add(on("2023-10-12"), WorkingDays{1}));
}

TEST(ANotice, ReachesIntoTheYearBefore) {
    // The notice of 2023 takes the last day of 2022; asked before it was known, that day is a Saturday like any other.
    auto const named = published_as_known_on("2022-12-08").judge(on("2022-12-31"));
    ASSERT_TRUE(named);
    EXPECT_EQ(named.value(), (JudgedDay{on("2022-12-31"), Reason::day_off, "国办发明电〔2022〕16号"}));
    auto const unnamed = published_as_known_on("2022-12-07").judge(on("2022-12-31"));
    ASSERT_TRUE(unnamed);
    EXPECT_EQ(unnamed.value(), (JudgedDay{on("2022-12-31"), Reason::weekend, "国办发明电〔2021〕11号"}));
}

TEST(ANotice, SpeaksForTheDaysThatItNamesAlthoughTheirYearHasNone) {
    auto const calendar = published_as_known_on("2018-12-20");
    EXPECT_EQ(
        worked(calendar, {"2018-12-29", "2018-12-30", "2018-12-31", "2019-01-01", "2019-01-02"}),
        (std::vector{true, false, false, false, true})
    );
    auto const plain = calendar.judge(on("2018-12-28"));
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().year, 2018);
}

TEST(ANotice, ReachesIntoTheYearAfterUnlessThatYearSaysOtherwise) {
    auto const late = [](Day known_from) {
        return Notice{"国办发明电〔2030〕1号", 2030, known_from, known_from, {on("2030-12-31"), on("2031-01-01")}, {}};
    };
    Notice const next{
        "国办发明电〔2030〕2号", 2031, on("2030-11-01"), on("2030-11-01"), {on("2031-01-02")}, {on("2031-01-04")}};
    Calendar const calendar{{late(on("2029-11-01")), next}};
    auto const first = calendar.known_on(on("2030-12-01")).judge(on("2031-01-01"));
    ASSERT_TRUE(first);
    EXPECT_EQ(first.value().notice, "国办发明电〔2030〕1号");
    auto const worked_saturday = calendar.known_on(on("2030-12-01")).judge(on("2031-01-04"));
    ASSERT_TRUE(worked_saturday);
    EXPECT_EQ(worked_saturday.value().reason, Reason::make_up_day);
}

TEST(AnEndOnARestDay, StaysWhereItIsUnlessTheProfileLetsItRoll) {
    STATUTE("CIV 203");
    auto const autumn = published_as_known_on("2025-09-01");
    auto const rolled = autumn.last_day(on("2025-09-01"), CalendarDays{30}, EndOnRestDay::roll);
    ASSERT_TRUE(rolled);
    EXPECT_EQ(rolled.value().reckoned, on("2025-10-01"));
    EXPECT_EQ(rolled.value().end, on("2025-10-09"));
    auto const kept = autumn.last_day(on("2025-09-01"), CalendarDays{30}, EndOnRestDay::as_is);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept.value().end, on("2025-10-01"));
    EXPECT_TRUE(kept.value().falls_on_rest_day());

    auto const spring = published_as_known_on("2026-01-16");
    auto const over_the_festival = spring.last_day(on("2026-01-16"), CalendarDays{30}, EndOnRestDay::roll);
    ASSERT_TRUE(over_the_festival);
    EXPECT_EQ(over_the_festival.value().reckoned, on("2026-02-15"));
    EXPECT_EQ(over_the_festival.value().end, on("2026-02-24"));
}

TEST(AnEndOnARestDay, IsKnownForARealCaseThatEndedOnASaturday) {
    STATUTE("D713 15(1)");
    auto const last =
        published_as_known_on("2023-10-12").last_day(on("2023-10-12"), CalendarDays{30}, EndOnRestDay::as_is);
    ASSERT_TRUE(last);
    EXPECT_EQ(last.value().end, on("2023-11-11"));
    EXPECT_TRUE(last.value().falls_on_rest_day());
}

TEST(AnEndOnARestDay, NeedsANoticeOnlyIfItMayRoll) {
    auto const calendar = published_as_known_on("2026-11-22");
    auto const kept = calendar.last_day(on("2026-12-20"), CalendarDays{30}, EndOnRestDay::as_is);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept.value().end, on("2027-01-19"));
    EXPECT_FALSE(kept.value().falls_on_rest_day());
    EXPECT_TRUE(kept.value().days.empty());
    auto const rolled = calendar.last_day(on("2026-12-20"), CalendarDays{30}, EndOnRestDay::roll);
    ASSERT_FALSE(rolled);
    EXPECT_EQ(rolled.error().year, 2027);
}

TEST(ACalendar, IsPinnedByTheLastNoticeKnown) {
    auto notices = published().notices();
    for (std::size_t i = 0; i < notices.size(); ++i)
        notices[i].version = i + 1;
    Calendar const calendar{notices};
    EXPECT_EQ(calendar.known_on(on("2018-12-05")).version(), 0u);
    EXPECT_EQ(calendar.known_on(on("2019-03-21")).version(), 1u);
    EXPECT_EQ(calendar.known_on(on("2019-03-22")).version(), 2u);
    EXPECT_EQ(calendar.known_on(on("2026-11-22")).version(), 10u);
    // Cut off at the pin it gives the same answer, whatever was published since.
    auto const pinned = calendar.as_of(2).known_on(on("2019-04-01"));
    EXPECT_EQ(pinned.version(), 2u);
    auto const then = pinned.add(on("2019-04-26"), WorkingDays{5});
    auto const now = calendar.known_on(on("2019-04-01")).add(on("2019-04-26"), WorkingDays{5});
    ASSERT_TRUE(then);
    EXPECT_TRUE(then == now);
}

TEST(ACalendar, BelievesTheLaterPublicationOfTwoForOneDay) {
    Notice misread{"国办发明电〔2022〕16号", 2023, on("2022-12-08"), on("2022-12-08"), {on("2023-01-02")}, {}, 1};
    auto corrected = misread;
    corrected.days_off = {on("2023-01-03")};
    corrected.version = 2;
    Calendar const calendar{{corrected, misread}};
    auto const known = calendar.known_on(on("2023-01-01"));
    EXPECT_EQ(worked(known, {"2023-01-02", "2023-01-03"}), (std::vector{true, false}));
}

TEST(Counting, NothingTakesNoTime) {
    auto const calendar = published_as_known_on("2023-09-26");
    auto const none = calendar.add(on("2023-09-26"), WorkingDays{0});
    ASSERT_TRUE(none);
    EXPECT_EQ(none.value().end, on("2023-09-26"));
    auto const backward = calendar.between({on("2023-09-26"), on("2023-09-20")});
    ASSERT_TRUE(backward);
    EXPECT_EQ(backward.value().working_days(), WorkingDays{0});
}

TEST(Counting, AddingAndCountingBetweenAgree) {
    EXPECT_TRUE(rc::check("between(start, add(start, n)) has n working days", [] {
        auto const known = on("2026-11-22");
        auto const start = on("2019-01-01") + CalendarDays{*rc::gen::inRange(0, 365 * 7 + 300)};
        auto const n = WorkingDays{*rc::gen::inRange(0, 40)};
        auto const calendar = published().known_on(known);
        auto const added = calendar.add(start, n);
        RC_PRE(static_cast<bool>(added));
        auto const counted = calendar.between({start, added.value().end});
        RC_ASSERT(static_cast<bool>(counted));
        RC_ASSERT(counted.value() == added.value());
        if (n.count > 0) RC_ASSERT(added.value().days.back().is_working_day());
        // One day more is one working day later, so the count is strictly monotone.
        auto const more = calendar.add(start, WorkingDays{n.count + 1});
        if (more) RC_ASSERT(more.value().end > added.value().end);
    }));
}

TEST(Counting, NeverChangesForADayThatHasPassed) {
    EXPECT_TRUE(rc::check("later notices leave earlier answers alone", [] {
        auto const known = on("2018-12-06") + CalendarDays{*rc::gen::inRange(0, 365 * 7)};
        std::vector<Notice> known_then;
        for (auto const& notice : published().notices()) {
            if (notice.known_from <= known) known_then.push_back(notice);
        }
        auto const start = known - CalendarDays{*rc::gen::inRange(0, 60)};
        auto const n = WorkingDays{*rc::gen::inRange(1, 40)};
        auto const then = Calendar{known_then}.known_on(known).add(start, n);
        auto const now = published().known_on(known).add(start, n);
        RC_ASSERT(then == now);
    }));
}

}  // namespace
}  // namespace juece::calendar
