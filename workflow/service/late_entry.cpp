// Counting how late, and what is then asked.
#include "workflow/service/late_entry.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"

namespace juece::service {
namespace {

using procedure::Fault;

constexpr std::array<std::string_view, 5> reasons{"paper_first", "system_down", "post_vacant", "transferred", "other"};
constexpr std::string_view source_role = "late_source";

procedure::Document const* source_of(CommandRequest const& request) {
    auto const found = std::ranges::find(request.documents, source_role, &procedure::Document::role);
    return found != request.documents.end() ? &*found : nullptr;
}

// The office that approved must be one; a rehearsal whose register is still empty takes any post's word.
std::optional<Fault> fault_of_approval(PostCode const& approver, registry::View const& view) {
    if (view.version() == 0) return std::nullopt;
    auto const post = view.post(approver);
    bool const is_office = post && std::ranges::find(post->roles, procedure::Role::office) != post->roles.end();
    if (is_office) return std::nullopt;
    return Fault{
        "not_an_office_post",
        "/late_entry/approved_by",
        fmt::format("补录须经办公厅(室)的岗位同意,{} 不是登记的此类岗位", approver.text())};
}

Fault required(Lateness const& lateness, calendar::WorkingDays grace) {
    auto const how_late = lateness.working_days ? fmt::format("距今已 {} 个工作日", *lateness.working_days)
                                                : std::string{"至今的工作日数因缺少放假安排通知而无从计算"};
    return {
        "late_entry_required",
        "/late_entry",
        fmt::format("此行为{},超过 {} 个工作日的须作为补录,说明原因、原始文书和同意的岗位", how_late, grace.count)};
}

}  // namespace

Lateness lateness(calendar::KnownCalendar const& known_today, Day occurred, calendar::WorkingDays grace) {
    auto const today = known_today.known_on();
    // No more working days than days: what is recent needs no notice.
    if ((today - occurred).count <= grace.count) return {};
    auto const count = known_today.between({occurred, today});
    if (!count) return {true, std::nullopt};
    auto const days = count.value().working_days();
    return {days > grace, days.count};
}

std::vector<Fault> faults_of_late_entry(
    CommandRequest const& request, Lateness const& lateness, calendar::WorkingDays grace, registry::View const& view
) {
    auto const& late = request.late_entry;
    if (!late && !lateness.is_late) return {};
    if (!late) return {required(lateness, grace)};
    if (!lateness.is_late) {
        return {
            {"late_entry_not_needed",
             "/late_entry",
             fmt::format("此行为在 {} 个工作日之内录入,不是补录", grace.count)}};
    }
    std::vector<Fault> faults;
    if (std::ranges::find(reasons, late->reason) == reasons.end()) {
        faults.push_back(
            {"unknown_choice",
             "/late_entry/reason",
             fmt::format("补录的原因没有“{}”,可用的有:{}", late->reason, fmt::join(reasons, "、"))}
        );
    }
    if (source_of(request) == nullptr) {
        faults.push_back({"missing_document", "/documents", "补录须附原始文书(late_source)"});
    }
    if (auto fault = fault_of_approval(late->approved_by, view)) faults.push_back(std::move(*fault));
    return faults;
}

std::optional<procedure::LateEntry> late_entry_of(CommandRequest const& request) {
    if (!request.late_entry) return std::nullopt;
    auto const* source = source_of(request);
    JUECE_ASSERT(source != nullptr, "a late entry without its paper was refused before");
    return procedure::LateEntry{request.late_entry->reason, source->digest, request.late_entry->approved_by};
}

}  // namespace juece::service
