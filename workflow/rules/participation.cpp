// What is missing before the public has been heard.
#include "workflow/rules/participation.hpp"

#include <algorithm>

#include "workflow/core/citation.hpp"

namespace juece::rules {
namespace {

bool excuses_from_publicity(Citation const& ground) {
    if (ground.source == Source::ogi) return ground.article == 14 || ground.article == 15;
    return level(ground.source) == NormLevel::law;
}

Unmet absent_unless_empty(List absent) {
    if (absent.empty()) return std::nullopt;
    return Object{{"absent", std::move(absent)}};
}

bool names_a_channel(Object const& data) {
    auto const* member = data.find("channels");
    auto const* list = member != nullptr ? member->list() : nullptr;
    return list != nullptr && !list->empty();
}

}  // namespace

Unmet PublicHeard::unmet(Judgement const& judged) {
    bool const was_heard = judged.known(judged.facts.participation) != nullptr;
    bool const is_excused = judged.known(judged.facts.not_public) != nullptr;
    if (was_heard || is_excused) return std::nullopt;
    return Object{{"absent", List{"participation"}}};
}

Unmet ProcedureStarted::unmet(Judgement const& judged) {
    if (judged.known(judged.facts.handlers) != nullptr) return std::nullopt;
    return Object{{"absent", List{"started_procedure"}}};
}

Unmet NotPublicByLaw::unmet(Judgement const& judged) {
    auto const written = judged.data.text("ground");
    auto const ground = parse_citation(written);
    List absent;
    if (!ground || !excuses_from_publicity(*ground)) absent.emplace_back("ground");
    if (!judged.has_document("decision")) absent.emplace_back("decision");
    if (absent.empty()) return std::nullopt;

    Object missing{{"absent", std::move(absent)}, {"allowed", List{"OGI 14", "OGI 15", "law"}}};
    if (!written.empty()) missing.set("ground", written);
    return missing;
}

Unmet DraftCompleted::unmet(Judgement const& judged) {
    if (judged.known(judged.facts.draft) != nullptr) return std::nullopt;
    return Object{{"absent", List{"completed_draft"}}};
}

Unmet NoticeComplete::unmet(Judgement const& judged) {
    List absent;
    for (auto const* role : {"notice", "draft", "explanation"}) {
        if (!judged.has_document(role)) absent.emplace_back(role);
    }
    auto const published = std::ranges::find(judged.documents, "draft", &procedure::Document::role);
    auto const* completed = judged.known(judged.facts.draft);
    if (published != judged.documents.end() && completed != nullptr && published->digest != *completed)
        absent.emplace_back("same_draft");

    auto const until = parse_day(judged.data.text("until"));
    if (!until) {
        absent.emplace_back("until");
    } else if (*until <= beijing_day(judged.occurred_at)) {
        absent.emplace_back("later_until");
    }
    if (!names_a_channel(judged.data)) absent.emplace_back("channels");
    return absent_unless_empty(std::move(absent));
}

Unmet ThirtyDays::unmet(Judgement const& judged) {
    auto const until = parse_day(judged.data.text("until"));
    if (!until || judged.data.has("shortening_reason")) return std::nullopt;  // without `until`, R20 refuses
    auto const days = *until - beijing_day(judged.occurred_at);
    auto const days_min = judged.profile.comment_days_min;
    if (days >= days_min) return std::nullopt;
    return Object{{"days", days.count}, {"days_min", days_min.count}, {"shortened_by", days_min.count - days.count}};
}

Unmet LastDayEnded::unmet(Judgement const& judged) {
    auto const* period = judged.known(judged.facts.comment_period);
    if (period == nullptr) return Object{{"absent", List{"until"}}};
    auto const today = beijing_day(judged.occurred_at);
    if (today > period->last_day) return std::nullopt;
    auto const earliest = period->last_day + CalendarDays{1};
    return Object{
        {"last_day", text(period->last_day)}, {"days_left", (earliest - today).count}, {"earliest", text(earliest)}};
}

Unmet AdoptionReported::unmet(Judgement const& judged) {
    if (judged.has_document("adoption_report")) return std::nullopt;
    return Object{{"absent", List{"adoption_report"}}};
}

}  // namespace juece::rules
