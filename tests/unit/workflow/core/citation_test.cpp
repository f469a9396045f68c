// Citations: the two ways to write one, and reading the short one back.
#include "workflow/core/citation.hpp"

#include <gtest/gtest.h>

namespace juece {
namespace {

TEST(Citation, IsWrittenShortForMachinesAndLongForPeople) {
    Citation const paragraph{Source::d713, 15, 1};
    EXPECT_EQ(text(paragraph), "D713 15(1)");
    EXPECT_EQ(chinese_text(paragraph), "《重大行政决策程序暂行条例》第十五条第一款");
    EXPECT_EQ(chinese_text({Source::ogi, 14}), "《政府信息公开条例》第十四条");
}

TEST(Citation, CallsTheListOfArticleTenItems) {
    EXPECT_EQ(chinese_text({Source::d713, 10, 2}), "《重大行政决策程序暂行条例》第十条第(二)项");
}

TEST(Citation, WritesChineseNumeralsAsTheLawDoes) {
    EXPECT_EQ(chinese_text({Source::civil_code, 20}), "《民法典》第二十条");
    EXPECT_EQ(chinese_text({Source::civil_code, 201}), "《民法典》第二百零一条");
    EXPECT_EQ(chinese_text({Source::civil_code, 110}), "《民法典》第一百一十条");
    EXPECT_EQ(chinese_text({Source::civil_code, 1260}), "《民法典》第一千二百六十条");
    EXPECT_EQ(chinese_text({Source::civil_code, 1002}), "《民法典》第一千零二条");
}

TEST(Citation, ReadsBackWhatItWrites) {
    for (auto const& cites :
         {Citation{Source::d713, 10, 2}, Citation{Source::ogi, 14}, Citation{Source::civil_code, 201}})
        EXPECT_EQ(parse_citation(text(cites)), cites) << text(cites);
}

TEST(Citation, ReadsNothingElse) {
    for (auto const* bad :
         {"",
          "OGI",
          "OGI ",
          "OGI 014",
          "OGI -1",
          "OGI 0",
          "OGI 14 ",
          "OGI 14(",
          "OGI 14()",
          "OGI 14(0)",
          "OGI 14(1",
          "OGI 14(1)x",
          "XYZ 14",
          "ogi 14",
          " OGI 14",
          "OGI 99999",
          "OGI 14(10000)"})
        EXPECT_FALSE(parse_citation(bad)) << bad;
}

TEST(Citation, KnowsTheLevelOfItsSource) {
    EXPECT_EQ(level(Source::d713), NormLevel::administrative_regulation);
    EXPECT_EQ(level(Source::org), NormLevel::law);
    EXPECT_EQ(label(level(Source::fjr251)), "规章");
    EXPECT_EQ(code(NormLevel::administrative_regulation), "administrative_regulation");
}

}  // namespace
}  // namespace juece
