// Binds the decree's chapters to its title, its day of commencement and the words of its articles.
#include "workflow/procedure/statutes/d713_2019/statute.hpp"

#include "workflow/procedure/machine.hpp"
#include "workflow/procedure/statutes/d713_2019/main.hpp"
#include "workflow/procedure/statutes/d713_2019/public_comment.hpp"

namespace juece::procedure::d713_2019 {
namespace {

static_assert(ChaptersOf<Main, PublicComment>::agree);

constexpr std::array chapters{
    ChapterView{Main::region, Main::initial, Main::table, &start_main},
    ChapterView{PublicComment::region, PublicComment::initial, PublicComment::table, &start_public_comment},
};

constexpr std::array articles{
    ArticleText{
        {Source::d713, 10}, "对各方面提出的决策事项建议，按照下列规定进行研究论证后，报请决策机关决定是否启动决策程序"},
    ArticleText{
        {Source::d713, 10, 2},
        "决策机关所属部门或者下一级人民政府提出决策事项建议的，应当论证拟解决的主要问题、建议理由和依据、"
        "解决问题的初步方案及其必要性、可行性等"},
    ArticleText{
        {Source::d713, 12},
        "决策承办单位应当在广泛深入开展调查研究、全面准确掌握有关信息、充分协商协调的基础上，拟订决策草案"},
    ArticleText{
        {Source::d713, 14, 1}, "决策承办单位应当采取便于社会公众参与的方式充分听取意见，依法不予公开的决策事项除外"},
    ArticleText{
        {Source::d713, 15, 1},
        "决策事项向社会公开征求意见的，决策承办单位应当通过政府网站、政务新媒体以及报刊、广播、电视等便于社会公众"
        "知晓的途径，公布决策草案及其说明等材料，明确提出意见的方式和期限"},
    ArticleText{
        {Source::d713, 18},
        "决策承办单位应当对社会各方面提出的意见进行归纳整理、研究论证，充分采纳合理意见，完善决策草案"},
};

}  // namespace

constinit Statute const statute{
    .id = "d713_2019",
    .title = "重大行政决策程序暂行条例（国务院令第713号）",
    .chapters = chapters,
    .in_force_from = std::chrono::year{2019} / 9 / 1,
    .articles = articles,
};

}  // namespace juece::procedure::d713_2019
