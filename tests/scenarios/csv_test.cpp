// CSV: quoting, and cells that a spreadsheet would run.
#include "tools/scenario/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tools/scenario/table.hpp"

namespace juece::scenario {
namespace {

TEST(CsvCell, IsLeftAloneIfItIsPlain) {
    EXPECT_EQ(csv_cell(""), "");
    EXPECT_EQ(csv_cell("应急预案"), "应急预案");
    EXPECT_EQ(csv_cell("a=b"), "a=b");
    EXPECT_EQ(csv_cell("it's"), "it's");
    EXPECT_EQ(csv_cell("— 无"), "— 无");
}

TEST(CsvCell, IsQuotedWhereItMustBe) {
    EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_cell("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(csv_cell("a\nb"), "\"a\nb\"");
    EXPECT_EQ(csv_cell("a\r\nb"), "\"a\r\nb\"");
}

TEST(CsvCell, NeverBeginsAFormula) {
    EXPECT_EQ(csv_cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_cell("+1"), "'+1");
    EXPECT_EQ(csv_cell("-1"), "'-1");
    EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_cell("\t=1"), "'\t=1");
    EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(csv_cell("\n=1"), "\"'\n=1\"");
    EXPECT_EQ(csv_cell("\uFF1D1"), "'\uFF1D1");
    EXPECT_EQ(csv_cell("\uFF0B1"), "'\uFF0B1");
    EXPECT_EQ(csv_cell("\uFF0D1"), "'\uFF0D1");
    EXPECT_EQ(csv_cell("\uFF201"), "'\uFF201");
}

TEST(CsvText, IsOneRecordALineBehindTheByteOrderMark) {
    EXPECT_EQ(csv_text({{"名称", "版本"}, {"=1,2", ""}}), "\xEF\xBB\xBF名称,版本\r\n\"'=1,2\",\r\n");
    Table table{{"名称"}};
    table.add({"@x"});
    EXPECT_EQ(table.csv(), "\xEF\xBB\xBF名称\r\n'@x\r\n");
}

// The cell as a reader of RFC 4180 sees it.
std::string read_back(std::string cell) {
    if (!cell.starts_with('"')) return cell;
    std::string text;
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
        if (cell[i] == '"') ++i;
        text += cell[i];
    }
    return text;
}

RC_GTEST_PROP(CsvCell, KeepsWhatWasTyped, (std::string const& typed)) {
    auto const text = read_back(csv_cell(typed));
    RC_ASSERT(text == typed || text == "'" + typed);
    RC_ASSERT(text.empty() || std::string_view{"=+-@\t\r\n"}.find(text.front()) == std::string_view::npos);
}

}  // namespace
}  // namespace juece::scenario
