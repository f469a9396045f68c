// What an official reads of a computed date: the clause in a refusal, and the list of juecectl.
#include "workflow/calendar/explanation.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/calendars.hpp"

namespace juece::calendar {
namespace {

using test::on;
using test::published_as_known_on;

Count count(std::string_view start, int n) {
    return published_as_known_on(start).add(on(start), WorkingDays{n}).value();
}

LastDay last_day(std::string_view start, EndOnRestDay choice) {
    return published_as_known_on(start).last_day(on(start), CalendarDays{30}, choice).value();
}

TEST(InShort, TellsTheDaysOffAndTheMakeUpDaysWithTheirNotice) {
    EXPECT_EQ(in_short(count("2023-09-26", 7)), "9月29日–10月6日放假(国办发明电〔2022〕16号),10月7日、8日调休上班");
    EXPECT_EQ(
        in_short(count("2025-09-26", 7)), "9月28日调休上班,10月1日–8日放假(国办发明电〔2024〕12号),10月11日调休上班"
    );
}

TEST(InShort, NamesTheNoticeAlsoIfItOnlyMakesUp) {
    EXPECT_EQ(in_short(count("2019-04-26", 2)), "4月28日调休上班(国办发明电〔2019〕3号)");
}

TEST(InShort, NamesTheYearWhereItTurns) {
    EXPECT_EQ(in_short(count("2022-12-29", 3)), "12月31日–2023年1月2日放假(国办发明电〔2022〕16号)");
    EXPECT_EQ(in_short(count("2023-12-29", 7)), "2024年1月1日放假(国办发明电〔2023〕7号)");
}

TEST(InShort, SaysSoIfThereIsNothingToTell) {
    EXPECT_EQ(in_short(count("2023-11-14", 7)), "其间仅有周末休息");
    EXPECT_EQ(in_short(count("2023-11-14", 2)), "其间没有休息日");
}

TEST(InShort, TellsWhyALastDayMoves) {
    EXPECT_EQ(
        in_short(last_day("2025-09-01", EndOnRestDay::roll)),
        "2025年10月1日是休息日:10月1日–8日放假(国办发明电〔2024〕12号),顺延至2025年10月9日"
    );
    EXPECT_EQ(in_short(last_day("2023-10-12", EndOnRestDay::as_is)), "2023年11月11日是休息日");
    EXPECT_EQ(in_short(last_day("2023-10-11", EndOnRestDay::roll)), "");
}

TEST(InCodes, AreWhatALeafMayHoldOfThatClause) {
    List const expected{
        Object{
            {"from", "2023-09-29"}, {"to", "2023-10-06"}, {"reason", "day_off"}, {"notice", "国办发明电〔2022〕16号"}},
        Object{
            {"from", "2023-10-07"},
            {"to", "2023-10-08"},
            {"reason", "make_up_day"},
            {"notice", "国办发明电〔2022〕16号"}},
    };
    EXPECT_EQ(in_codes(count("2023-09-26", 7)), expected);
    EXPECT_EQ(in_codes(count("2023-11-14", 7)), List{});
}

TEST(InCodes, AreReadBackAsTheClauseTheyStandFor) {
    for (auto const* start : {"2023-09-26", "2025-09-26", "2019-04-26", "2022-12-29"})
        EXPECT_EQ(in_words(in_codes(count(start, 7))), in_short(count(start, 7))) << start;
}

TEST(InCodes, OtherListsHaveNoClause) {
    EXPECT_EQ(in_words({}), std::nullopt);
    EXPECT_EQ(in_words({Value{"draft"}}), std::nullopt);
    EXPECT_EQ(in_words({Object{{"from", "2023-09-29"}, {"to", "2023-10-06"}, {"reason", "feast"}}}), std::nullopt);
    EXPECT_EQ(in_words({Object{{"from", "昨天"}, {"to", "2023-10-06"}, {"reason", "day_off"}}}), std::nullopt);
}

TEST(Explained, EachDaySaysWhetherItCountedAndTheNoticeIsNamed) {
    EXPECT_EQ(
        explain(count("2023-09-26", 7)),
        "自2023年9月26日(星期二)起,当日不计入(《民法典》第二百零一条),至2023年10月11日(星期三),共 7 个工作日\n"
        "  2023-09-27 星期三  工作日　  第1个工作日\n"
        "  2023-09-28 星期四  工作日　  第2个工作日\n"
        "  2023-09-29 星期五  放假　　  国办发明电〔2022〕16号\n"
        "  2023-09-30 星期六  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-01 星期日  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-02 星期一  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-03 星期二  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-04 星期三  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-05 星期四  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-06 星期五  放假　　  国办发明电〔2022〕16号\n"
        "  2023-10-07 星期六  调休上班  第3个工作日  国办发明电〔2022〕16号\n"
        "  2023-10-08 星期日  调休上班  第4个工作日  国办发明电〔2022〕16号\n"
        "  2023-10-09 星期一  工作日　  第5个工作日\n"
        "  2023-10-10 星期二  工作日　  第6个工作日\n"
        "  2023-10-11 星期三  工作日　  第7个工作日\n"
        "依据:国办发明电〔2022〕16号(按 2023-09-26 已知的通知)\n"
    );
}

TEST(Explained, EveryNoticeReliedOnIsNamed) {
    auto const explained = explain(count("2022-12-29", 3));
    EXPECT_NE(
        explained.find("依据:国办发明电〔2021〕11号、国办发明电〔2022〕16号(按 2022-12-29 已知的通知)"),
        std::string::npos
    ) << explained;
}

TEST(Explained, APeriodOfCalendarDaysTellsItsLastDay) {
    auto const rolled = explain(last_day("2026-01-16", EndOnRestDay::roll));
    EXPECT_NE(rolled.find("30 日至2026年2月15日(星期日)届满\n"), std::string::npos) << rolled;
    EXPECT_NE(rolled.find("期间的最后一日是休息日,顺延至2026年2月24日(星期二)\n"), std::string::npos) << rolled;
    auto const kept = explain(last_day("2026-01-16", EndOnRestDay::as_is));
    EXPECT_NE(kept.find("未规定顺延,建议顺延至下一工作日"), std::string::npos) << kept;
}

}  // namespace
}  // namespace juece::calendar
