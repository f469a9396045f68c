// What is missing of the reports to Party and congress.
#include "workflow/rules/report.hpp"

#include "workflow/rules/absent.hpp"

namespace juece::rules {
namespace {

using procedure::Region;

bool has_draft(Judgement const& judged) { return judged.known(judged.facts.draft) != nullptr; }

// The paper itself, or its number in a register outside.
bool has_paper(Judgement const& judged, std::string_view document_role) {
    return judged.has_document(document_role) || judged.data.number("paper_register") > 0;
}

}  // namespace

Unmet ReportFollowsDraft::unmet(Judgement const& judged) { return unmet_unless(has_draft(judged), "completed_draft"); }

Unmet ReportMade::unmet(Judgement const& judged) {
    return unmet_unless(has_paper(judged, "party_request"), "party_request");
}

Unmet AnswerReferenced::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"answer_of_party", judged.data.has("answer")},
        {"party_answer", has_paper(judged, "party_answer")},
    });
}

Unmet PartyReported::unmet(Judgement const& judged) {
    auto const* answer = judged.known(judged.facts.party_answer);
    if (answer == nullptr) return unmet_unless(false, "party_answer");
    return unmet_unless(*answer != "not_agreed", "party_consent");
}

Unmet BillFollowsDraft::unmet(Judgement const& judged) { return unmet_unless(has_draft(judged), "completed_draft"); }

Unmet BillMade::unmet(Judgement const& judged) { return unmet_unless(has_paper(judged, "bill"), "bill"); }

Unmet ResolutionReferenced::unmet(Judgement const& judged) {
    return unmet_unless_all({
        {"resolution_result", judged.data.has("outcome")},
        {"resolution", has_paper(judged, "resolution")},
    });
}

Unmet NpcResolved::unmet(Judgement const& judged) {
    bool const belongs_to_congress = judged.holds(Switch::npc) == true;
    bool const is_waived = !belongs_to_congress && judged.is_waived(Region::npc);
    return unmet_unless(is_waived || judged.is_finished(Region::npc), "resolution");
}

}  // namespace juece::rules
