// Look-up in a statute, the list of every statute, and the structure that a table's digest covers.
#include "workflow/procedure/statute.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "workflow/procedure/statutes/d713_2019/statute.hpp"

namespace juece::procedure {
namespace {

constexpr std::array<Statute const*, 1> statutes{&d713_2019::statute};

// "by handler article D713 15(1) rules R20,R21"
std::string conditions(RowView const& row) {
    std::vector<std::string_view> roles;
    for (auto const role : row.by)
        roles.push_back(code(role));
    std::vector<std::string_view> rules;
    for (auto const& clause : row.clauses)
        rules.push_back(clause.rule->id);
    auto const joined = [](auto const& words) {
        return words.empty() ? std::string{"-"} : fmt::format("{}", fmt::join(words, ","));
    };
    return fmt::format("by {} article {} rules {}", joined(roles), juece::text(row.article), joined(rules));
}

}  // namespace

ChapterView const* Statute::chapter(Region region) const {
    auto const found = std::ranges::find(chapters, region, &ChapterView::region);
    return found != chapters.end() ? &*found : nullptr;
}

RowView const* Statute::row(State from, Trigger on) const {
    for (auto const& chapter : chapters) {
        for (auto const& row : chapter.rows) {
            if (row.from == from && row.on == on) return &row;
        }
    }
    return nullptr;
}

RowView const* Statute::act(Trigger on) const {
    auto const found = std::ranges::find(acts, on, &RowView::on);
    return found != acts.end() ? &*found : nullptr;
}

RowView const* Statute::first_row(Trigger on) const {
    if (auto const* record = act(on)) return record;
    for (auto const& chapter : chapters) {
        auto const found = std::ranges::find(chapter.rows, on, &RowView::on);
        if (found != chapter.rows.end()) return &*found;
    }
    return nullptr;
}

std::string_view Statute::text_of(Citation const& cites) const {
    auto const found = std::ranges::find(articles, cites, &ArticleText::cites);
    return found != articles.end() ? found->text : std::string_view{};
}

Statute const* find_statute(std::string_view id) {
    auto const found = std::ranges::find(statutes, id, &Statute::id);
    return found != statutes.end() ? *found : nullptr;
}

std::span<Statute const* const> every_statute() { return statutes; }

std::string structure(Statute const& statute) {
    auto text = fmt::format("statute {}\n", statute.id);
    for (auto const& chapter : statute.chapters) {
        text += fmt::format("region {} initial {}\n", code(chapter.region), code(chapter.initial));
        for (auto const& row : chapter.rows)
            text += fmt::format("{} {} {} {}\n", code(row.from), code(row.on), code(row.to), conditions(row));
    }
    text += "acts\n";
    for (auto const& row : statute.acts)
        text += fmt::format("{} {}\n", code(row.on), conditions(row));
    return text;
}

}  // namespace juece::procedure
