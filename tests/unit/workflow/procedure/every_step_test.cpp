// Every state × every trigger: each step that the table has is taken, every other is refused for its order. What is
// expected stands in every_step.txt, one state a line, to be read beside the decree.
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/act.hpp"
#include "tests/support/calendars.hpp"
#include "workflow/dossier/dossier.hpp"

namespace juece::testing {
namespace {

using procedure::ChapterView;
using procedure::Region;
using procedure::RowView;
using procedure::State;

procedure::Statute const& d713() { return *procedure::find_statute("d713_2019"); }

using Path = std::vector<RowView const*>;

// A shortest way to each state of a chapter.
std::map<State, Path> ways_through(ChapterView const& chapter) {
    std::map<State, Path> ways{{chapter.initial, {}}};
    for (std::size_t length = 0; length < chapter.rows.size(); ++length) {
        for (auto const& row : chapter.rows) {
            auto const from = ways.find(row.from);
            if (from == ways.end() || from->second.size() != length || ways.contains(row.to)) continue;
            auto way = from->second;
            way.push_back(&row);
            ways.emplace(row.to, std::move(way));
        }
    }
    return ways;
}

// An item of which nothing is known but that these steps were taken.
dossier::Dossier item_after(Path const& path) {
    dossier::Dossier item{d713()};
    for (auto const* row : path) {
        procedure::Event event;
        event.version = item.version + 1;
        event.type = fmt::format("{}.v1", code(row->on));
        event.step = procedure::Step{row->on, row->region, row->from, row->to};
        event.occurred_at = event.recorded_at = beijing("2023-10-11");
        dossier::evolve(item, event);
    }
    return item;
}

bool is_out_of_order(dossier::Dossier const& item, procedure::Trigger on) {
    auto const when = beijing("2023-10-12");
    auto const act = complete_act(on, when);
    static rules::Profile const profile;
    auto const calendar = calendar::test::published().known_on(beijing_day(when));
    auto const decision =
        dossier::decide(item, act.command, act.who, {profile, {"d713_2019", 1}, calendar, {"cn", 1}, 1, when});
    return !decision && decision.assume_error().front().rule == "step";
}

std::string written_table() {
    std::string text;
    for (auto const& chapter : d713().chapters) {
        text += fmt::format("{}\n", label(chapter.region));
        for (auto const& [state, way] : ways_through(chapter)) {
            text += fmt::format("  {}:", label(state));
            for (auto const& row : chapter.rows) {
                if (row.from != state) continue;
                text += row.is_asked_for() ? fmt::format(" {}→{}", label(row.on), label(row.to))
                                           : fmt::format(" ({}→{})", label(row.on), label(row.to));
            }
            text += "\n";
        }
    }
    return text;
}

TEST(EveryStep, IsTheOneThatTheTextSays) {
    std::ifstream file{std::string{JUECE_SOURCE_DIR} + "/tests/unit/workflow/procedure/every_step.txt"};
    std::stringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(written_table(), expected.str());
}

TEST(EveryStep, IsRefusedWhereTheTableHasNoRow) {
    std::size_t asked = 0;
    for (auto const& chapter : d713().chapters) {
        for (auto const& [state, way] : ways_through(chapter)) {
            auto const item = item_after(way);
            ASSERT_EQ(item.machine.state(chapter.region), state) << code(chapter.region);
            for (auto const trigger : procedure::every_trigger()) {
                if (region_of(trigger) != chapter.region || procedure::command_of(trigger) == nullptr) continue;
                auto const* row = d713().row(state, trigger);
                bool const is_of_the_table = row != nullptr && row->region == chapter.region;
                EXPECT_EQ(is_out_of_order(item, trigger), !is_of_the_table)
                    << code(chapter.region) << " " << code(state) << " " << code(trigger);
                ++asked;
            }
        }
    }
    EXPECT_GT(asked, 900u);
}

}  // namespace
}  // namespace juece::testing
