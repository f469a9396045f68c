// A notice as a file and as data: what goes through unchanged, and what no notice may say.
#include "workflow/calendar/notice.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/system/calendars.hpp"
#include "tests/support/calendars.hpp"

namespace juece::calendar {
namespace {

using test::on;
using test::published;

Notice notice_of_2023() {
    return {
        "国办发明电〔2022〕16号",
        2023,
        on("2022-12-08"),
        on("2022-12-08"),
        {on("2022-12-31"), on("2023-01-01")},
        {on("2023-01-28")}};
}

std::vector<std::string> keys_of(NoticeFaults const& faults) {
    std::vector<std::string> keys;
    for (auto const& fault : faults)
        keys.push_back(fault.key);
    return keys;
}

// A folder of notices for one test, removed with it.
class Folder {
public:
    Folder()
        : path_{
              std::filesystem::temp_directory_path() /
              ("juece-" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()})} {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directory(path_);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    Folder& with(std::string const& name, std::string const& toml) {
        std::ofstream{path_ / name} << toml;
        return *this;
    }
    std::vector<std::string> faults() const {
        std::vector<std::string> texts;
        auto const notices = system::load_notices(path_);
        if (!notices) {
            for (auto const& fault : notices.error())
                texts.push_back(text(fault));
        }
        return texts;
    }

private:
    std::filesystem::path path_;
};

std::string const sound = R"(number = "国办发明电〔2022〕16号"
year = 2023
dated = 2022-12-08
known_from = 2022-12-08
certainty = "high"
days_off = [{ from = 2022-12-31, to = 2023-01-02 }]
make_up_days = [2023-01-28]
)";

TEST(ANoticeAsData, ComesBackAsItWent) {
    ASSERT_EQ(published().notices().size(), 10u);
    for (auto const& notice : published().notices()) {
        auto const back = from_data(to_data(notice));
        ASSERT_TRUE(back) << notice.number;
        EXPECT_EQ(back.value(), notice) << notice.number;
    }
}

TEST(ANoticeAsData, HoldsDaysOffAsRanges) {
    auto const data = to_data(notice_of_2023());
    List const ranges{Object{{"from", "2022-12-31"}, {"to", "2023-01-01"}}};
    ASSERT_NE(data.find("days_off"), nullptr);
    EXPECT_EQ(*data.find("days_off"), Value{ranges});
    EXPECT_FALSE(data.has("version"));
}

TEST(ANoticeAsData, NamesEveryFault) {
    auto const back =
        from_data({{"number", 16}, {"dated", "2022-12-40"}, {"days_off", List{Object{{"from", "x"}}}}, {"note", "x"}});
    ASSERT_FALSE(back);
    EXPECT_EQ(
        keys_of(back.error()),
        (std::vector<std::string>{"number", "year", "dated", "known_from", "days_off", "make_up_days", "note"})
    );
    EXPECT_EQ(back.error()[1].message, "缺少此项");
}

TEST(ANoticeAsData, RefusesRangesThatRunBackwardOrForEver) {
    auto const with = [](std::string_view from, std::string_view to) {
        auto data = to_data(notice_of_2023());
        data.set("days_off", List{Object{{"from", from}, {"to", to}}});
        return from_data(data);
    };
    EXPECT_TRUE(with("2023-03-01", "2023-03-31"));
    EXPECT_FALSE(with("2023-01-02", "2023-01-01"));
    EXPECT_FALSE(with("2023-03-01", "2023-04-01"));
    EXPECT_FALSE(with("1949-01-01", "9998-12-31"));
}

TEST(ANoticeAsData, EndsWithTheYear8999) {
    auto const of = [](Notice notice) {
        auto const read = from_data(to_data(notice));
        return read ? std::vector<std::string>{} : keys_of(read.error());
    };
    auto last = notice_of_2023();
    last.year = 8999;
    last.dated = last.known_from = on("8999-12-31");
    last.days_off = {on("8999-12-31")};
    last.make_up_days = {};
    EXPECT_EQ(of(last), std::vector<std::string>{});
    auto late = last;
    late.known_from = on("9000-01-01");
    EXPECT_EQ(of(late), std::vector<std::string>{"known_from"});
    late = last;
    late.days_off.push_back(on("9000-01-01"));
    EXPECT_EQ(of(late), std::vector<std::string>{"days_off"});
    late = last;
    late.year = 9000;
    EXPECT_EQ(of(late), std::vector<std::string>{"year"});
}

TEST(ANotice, IsSoundAsPublished) { EXPECT_TRUE(faults_of(notice_of_2023()).empty()); }

TEST(ANotice, MakesUpOnWeekendsOnly) {
    auto notice = notice_of_2023();
    notice.make_up_days = {on("2023-01-30")};
    ASSERT_EQ(keys_of(faults_of(notice)), std::vector<std::string>{"make_up_days"});
    EXPECT_EQ(faults_of(notice).front().message, "2023-01-30 不是星期六或者星期日");
}

TEST(ANotice, GivesNoDayBothOffAndWorked) {
    auto notice = notice_of_2023();
    notice.make_up_days = {on("2023-01-01")};
    ASSERT_EQ(keys_of(faults_of(notice)), std::vector<std::string>{"make_up_days"});
    EXPECT_EQ(faults_of(notice).front().message, "2023-01-01 既放假又上班");
}

TEST(ANotice, ArrangesItsOwnYear) {
    auto notice = notice_of_2023();
    notice.days_off = {on("2022-11-30"), on("2023-10-01"), on("2024-02-01")};
    EXPECT_EQ(keys_of(faults_of(notice)), (std::vector<std::string>{"days_off", "days_off"}));
}

TEST(ANotice, ListsItsDaysInOrderAndNoneTwice) {
    auto notice = notice_of_2023();
    notice.days_off = {on("2023-01-02"), on("2023-01-01"), on("2023-01-01")};
    EXPECT_EQ(keys_of(faults_of(notice)), (std::vector<std::string>{"days_off", "days_off"}));
}

TEST(ANotice, IsNotKnownBeforeItIsWritten) {
    auto notice = notice_of_2023();
    notice.known_from = on("2022-12-07");
    EXPECT_EQ(keys_of(faults_of(notice)), std::vector<std::string>{"known_from"});
}

TEST(ADocumentNumber, IsAnOrgansShortNameAYearAndASerial) {
    EXPECT_TRUE(is_document_number("国办发明电〔2022〕16号"));
    for (auto const* other :
         {"",
          "16号",
          "〔2022〕16号",
          "国办发明电[2022]16号",
          "国办发明电〔22〕16号",
          "国办发明电〔2022〕号",
          "国办发明电〔2022〕十六号",
          "国办发明电〔2022〕16号 ",
          "see 〔2022〕16号",
          "国办Ā〔2022〕16号",
          "국〔2022〕16号",
          "😀〔2022〕16号",
          "国办发明电〔2022〕123456号"})
        EXPECT_FALSE(is_document_number(other)) << other;
}

TEST(NoticeFiles, AreReadInTheOrderInWhichTheyBecameKnown) {
    auto const notices = system::load_notices("schemas/calendars");
    ASSERT_TRUE(notices);
    std::vector<std::pair<int, Day>> order;
    for (auto const& notice : notices.value())
        order.emplace_back(notice.year, notice.known_from);
    EXPECT_EQ(order[0], (std::pair{2019, on("2018-12-06")}));
    EXPECT_EQ(order[1], (std::pair{2019, on("2019-03-22")}));
    EXPECT_EQ(order[2], (std::pair{2020, on("2019-11-21")}));
    EXPECT_EQ(order[3], (std::pair{2020, on("2020-01-27")}));
    EXPECT_EQ(order.back(), (std::pair{2026, on("2025-11-04")}));
}

TEST(NoticeFiles, TellEveryFaultWithFileLineAndKey) {
    Folder folder;
    folder.with("2023.toml", sound)
        .with("2024.toml", "number = \"国办发明电〔2023〕7号\"\nyear = 2024\ndated = 2023-10-25T09:00:00\n")
        .with("2025.toml", "number = \n")
        .with("notes.txt", "not a notice");
    EXPECT_EQ(folder.faults().front(), "2024.toml certainty:缺少此项");
    auto const faults = folder.faults();
    ASSERT_EQ(faults.size(), 3u);
    EXPECT_EQ(faults[1], "2024.toml 第 3 行 dated:只能是文本、整数、日期,以及由它们组成的列表");
    EXPECT_TRUE(faults[2].starts_with("2025.toml 第 1 行 不是合法的 TOML:")) << faults[2];
}

TEST(NoticeFiles, AreJudgedAsNotices) {
    Folder folder;
    auto weekday = sound;
    weekday.replace(weekday.find("[2023-01-28]"), 12, "[2023-01-30]");
    folder.with("2023.toml", weekday);
    EXPECT_EQ(
        folder.faults(), std::vector<std::string>{"2023.toml 第 7 行 make_up_days:2023-01-30 不是星期六或者星期日"}
    );
}

TEST(NoticeFiles, HoldOneNoticeForOneYearAndDay) {
    Folder folder;
    folder.with("2023.toml", sound).with("2023-again.toml", sound);
    EXPECT_EQ(folder.faults(), std::vector<std::string>{"2023.toml known_from:同一年份已有自同日起适用的通知"});
}

TEST(NoticeFiles, AreMissedIfThereIsNone) {
    Folder const folder;
    ASSERT_EQ(folder.faults().size(), 1u);
    auto const absent = system::load_notices("schemas/no-such-folder");
    ASSERT_FALSE(absent);
    EXPECT_EQ(text(absent.error().front()), "无法读取目录 schemas/no-such-folder");
}

}  // namespace
}  // namespace juece::calendar
