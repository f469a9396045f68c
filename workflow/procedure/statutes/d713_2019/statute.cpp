// Binds the decree's chapters to its title, its day of commencement and the words of its articles.
#include "workflow/procedure/statutes/d713_2019/statute.hpp"

#include "workflow/procedure/machine.hpp"
#include "workflow/procedure/statutes/d713_2019/acts.hpp"
#include "workflow/procedure/statutes/d713_2019/articles.hpp"
#include "workflow/procedure/statutes/d713_2019/expert_review.hpp"
#include "workflow/procedure/statutes/d713_2019/fair_competition.hpp"
#include "workflow/procedure/statutes/d713_2019/hearing.hpp"
#include "workflow/procedure/statutes/d713_2019/main.hpp"
#include "workflow/procedure/statutes/d713_2019/npc.hpp"
#include "workflow/procedure/statutes/d713_2019/party_report.hpp"
#include "workflow/procedure/statutes/d713_2019/public_comment.hpp"
#include "workflow/procedure/statutes/d713_2019/risk_assessment.hpp"

namespace juece::procedure::d713_2019 {
namespace {

static_assert(
    ChaptersOf<Main, PublicComment, Hearing, ExpertReview, RiskAssessment, FairCompetition, PartyReport, Npc, Acts>::
        agree
);

// In the order of the regions (vocabulary.hpp): a chapter each.
constexpr std::array chapters{
    ChapterView{Main::region, Main::initial, Main::table, &start_main},
    ChapterView{PublicComment::region, PublicComment::initial, PublicComment::table, &start_public_comment},
    ChapterView{Hearing::region, Hearing::initial, Hearing::table, &start_hearing},
    ChapterView{ExpertReview::region, ExpertReview::initial, ExpertReview::table, &start_expert_review},
    ChapterView{RiskAssessment::region, RiskAssessment::initial, RiskAssessment::table, &start_risk_assessment},
    ChapterView{FairCompetition::region, FairCompetition::initial, FairCompetition::table, &start_fair_competition},
    ChapterView{PartyReport::region, PartyReport::initial, PartyReport::table, &start_party_report},
    ChapterView{Npc::region, Npc::initial, Npc::table, &start_npc},
};
static_assert(chapters.size() == region_count);

}  // namespace

constinit Statute const statute{
    .id = "d713_2019",
    .title = "重大行政决策程序暂行条例（国务院令第713号）",
    .chapters = chapters,
    .in_force_from = std::chrono::year{2019} / 9 / 1,
    .articles = articles,
    .acts = Acts::table,
};

}  // namespace juece::procedure::d713_2019
