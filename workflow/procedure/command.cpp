// Joins the chapters' commands and finds one.
#include "workflow/procedure/command.hpp"

#include <algorithm>
#include <array>

#include "workflow/procedure/commands/chapters.hpp"

namespace juece::procedure {
namespace {

std::vector<CommandSpec> const& all() {
    static auto const joined = [] {
        std::vector<CommandSpec> specs;
        for (auto const& chapter : commands::every_chapter())
            specs.insert(specs.end(), chapter.commands.begin(), chapter.commands.end());
        return specs;
    }();
    return joined;
}

}  // namespace

namespace commands {

std::array<CommandChapter, 13> const& every_chapter() {
    static std::array const chapters{
        proposal(),
        drafting(),
        public_comment(),
        hearing(),
        participation(),
        expert_review(),
        risk_assessment(),
        fair_competition(),
        legality(),
        deliberation(),
        reports(),
        publication(),
        entries()};
    return chapters;
}

}  // namespace commands

std::string_view code(FieldKind kind) {
    constexpr std::array<std::string_view, 18> codes{
        "code",
        "codes",
        "number",
        "day",
        "organ",
        "organs",
        "citation",
        "text",
        "flag",
        "person",
        "persons",
        "post",
        "roles",
        "decision",
        "version",
        "ground",
        "rows",
        "sealed_rows"};
    return codes.at(static_cast<std::size_t>(kind));
}

std::span<DocumentSlot const> common_documents() {
    static constexpr std::array slots{
        DocumentSlot{"authority", "代录依据", "", false},
        DocumentSlot{"late_source", "补录依据", "", false},
    };
    return slots;
}

CommandSpec const* find_command(std::string_view name) {
    auto const found = std::ranges::find(all(), name, &CommandSpec::name);
    return found != all().end() ? &*found : nullptr;
}

CommandSpec const* command_of(Trigger trigger) {
    auto const found = std::ranges::find(all(), trigger, &CommandSpec::trigger);
    return found != all().end() ? &*found : nullptr;
}

std::span<CommandSpec const> every_command() { return all(); }

}  // namespace juece::procedure
