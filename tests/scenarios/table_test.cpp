// Columns of Chinese text.
#include "tools/scenario/table.hpp"

#include <gtest/gtest.h>

namespace juece::scenario {
namespace {

TEST(DisplayColumns, CountsWideCharactersTwice) {
    EXPECT_EQ(display_columns("abc"), 3U);
    EXPECT_EQ(display_columns("公开"), 4U);
    EXPECT_EQ(display_columns("R22 公开"), 8U);
    EXPECT_EQ(display_columns("e\xCC\x81"), 1U);  // a combining accent takes no column
    EXPECT_EQ(display_columns(""), 0U);
    EXPECT_EQ(display_columns("\xFF"), 1U);
}

TEST(Table, AlignsChineseAndLatin) {
    Table table{{"序号", "事件", "依据"}};
    table.add({"1", "公开征求意见", "D713 15(1)"});
    table.add({"12", "due", "D713 18"});
    EXPECT_EQ(
        table.text(2),
        "  序号  事件          依据\n"
        "  1     公开征求意见  D713 15(1)\n"
        "  12    due           D713 18\n"
    );
}

TEST(Wrapped, BreaksBetweenWideCharactersAndKeepsWordsWhole) {
    EXPECT_EQ(wrapped("公开征求意见", 8), (std::vector<std::string>{"公开征求", "意见"}));
    EXPECT_EQ(wrapped("one two three", 8), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrapped("公开征求。意见", 8), (std::vector<std::string>{"公开征求。", "意见"}));
    EXPECT_EQ(wrapped("到 2024-01-03 止", 12), (std::vector<std::string>{"到", "2024-01-03", "止"}));
    EXPECT_EQ(wrapped("送审abc齐备de", 8), (std::vector<std::string>{"送审abc", "齐备de"}));
    EXPECT_EQ(wrapped("", 8), (std::vector<std::string>{""}));
}

}  // namespace
}  // namespace juece::scenario
