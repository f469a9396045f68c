// The vocabulary in which a statute's table is written, and the same table as data.
//
// A chapter is a type: Chapter<region, initial, Row<…>…>. Everything else is derived from it: the MSM machine
// (procedure/msm/region.hpp), the menu, the diagram, docs/procedure.md and the exhaustive tests. A row reads
//   Row<from, trigger, to, By<roles…>, Art<source, article, paragraph>, rules…>.
// Acts of record, which move no region, are listed beside the chapters: Act<trigger, By<roles…>, Art<…>, rules…>.
// A row by nobody, By<>, follows from another act (a return that voids a result) and is never asked for.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mp11/set.hpp>

#include "workflow/core/citation.hpp"
#include "workflow/procedure/vocabulary.hpp"
#include "workflow/rules/rule.hpp"

namespace juece::procedure {

template <Role... roles>
struct By {
    static constexpr std::array<Role, sizeof...(roles)> list{roles...};
};

template <Source source, int article, int paragraph = 0>
struct Art {
    static constexpr Citation cites{source, article, paragraph};
};

using Check = rules::Unmet (*)(rules::Judgement const&);

using Condition = bool (*)(rules::Profile const&);
using Foundation = Citation (*)(rules::Profile const&);

// A rule of a row. With `asked_by` it is a rule only where the jurisdiction's profile asks for it: elsewhere it is
// neither judged nor named in an event's basis. With `rests_on` the profile also says on what it rests there: one
// province's rule is no ground in another.
struct Clause {
    rules::Rule const* rule;
    Check unmet;
    Condition asked_by = nullptr;
    Foundation rests_on = nullptr;
};

template <class R>
constexpr Clause clause_of() {
    Clause clause{&R::rule, &R::unmet};
    if constexpr (requires { &R::asked_by; }) clause.asked_by = &R::asked_by;
    if constexpr (requires { &R::rests_on; }) clause.rests_on = &R::rests_on;
    return clause;
}

// Rules that several rows ask together, under one name.
template <class... Rules>
using All = boost::mp11::mp_list<Rules...>;

template <class... Rules>
constexpr std::array<Clause, sizeof...(Rules)> clauses_of(boost::mp11::mp_list<Rules...>) {
    return {clause_of<Rules>()...};
}

// A rule may also be a group of rules, All<…>.
template <State from_, Trigger on_, State to_, class By_, class Art_, class... Rules>
struct Row {
    static constexpr State from = from_;
    static constexpr Trigger on = on_;
    static constexpr State to = to_;
    using by = By_;
    using article = Art_;
    static constexpr auto clauses = clauses_of(boost::mp11::mp_flatten<boost::mp11::mp_list<Rules...>>{});
};

template <Trigger on_, class By_, class Art_, class... Rules>
using Act = Row<State::absent, on_, State::absent, By_, Art_, Rules...>;

template <class R>
using trigger_of = std::integral_constant<Trigger, R::on>;

// A row as data. Of an act of record `region` is Region::none, and `from` and `to` say nothing.
struct RowView {
    Region region{};
    State from{};
    Trigger on{};
    State to{};
    std::span<Role const> by;
    Citation article;
    std::span<Clause const> clauses;

    bool moves() const { return region != Region::none; }
    bool is_asked_for() const { return !by.empty(); }  // else it follows from another act
};

template <Region region_, State initial_, class... Rows>
struct Chapter {
    static constexpr Region region = region_;
    static constexpr State initial = initial_;
    using rows = boost::mp11::mp_list<Rows...>;

    template <class R>
    using key = boost::mp11::mp_list<std::integral_constant<State, R::from>, trigger_of<R>>;
    static_assert(
        boost::mp11::mp_is_set<boost::mp11::mp_list<key<Rows>...>>::value, "(from, trigger) must be unique in a statute"
    );

    static constexpr std::array<RowView, sizeof...(Rows)> table{
        RowView{region_, Rows::from, Rows::on, Rows::to, Rows::by::list, Rows::article::cites, Rows::clauses}...};
};

// A chapter of rows that stand in several files.
template <Region region, State initial, class Rows>
struct ChapterFrom;
template <Region region, State initial, class... Rows>
struct ChapterFrom<region, initial, boost::mp11::mp_list<Rows...>> {
    using type = Chapter<region, initial, Rows...>;
};
template <Region region, State initial, class Rows>
using ChapterOf = typename ChapterFrom<region, initial, Rows>::type;

template <class... Rows>
using ActsOfRecord = Chapter<Region::none, State::absent, Rows...>;

class RegionMachine;

// A statute as data: its identity, its chapters, and its rows in the order of the law.
struct ChapterView {
    Region region{};
    State initial{};
    std::span<RowView const> rows;
    std::unique_ptr<RegionMachine> (*start)() = nullptr;  // a new machine of this chapter, in its initial state
};

// The words of an article that a row rests on, as published (原文).
struct ArticleText {
    Citation cites;
    std::string_view text;
};

struct Statute {
    std::string_view id;     // "d713_2019"
    std::string_view title;  // Chinese
    std::span<ChapterView const> chapters;
    std::chrono::year_month_day in_force_from{};
    std::span<ArticleText const> articles;  // of every row, none twice
    std::span<RowView const> acts;          // of record

    ChapterView const* chapter(Region region) const;
    RowView const* row(State from, Trigger on) const;       // nullptr: no such step
    RowView const* act(Trigger on) const;                   // nullptr: no such act of record
    RowView const* first_row(Trigger on) const;             // nullptr: this statute does not know the trigger
    std::string_view text_of(Citation const& cites) const;  // empty if the statute does not quote it
};

// What must hold between the chapters of one statute, beside what each chapter asserts of itself.
template <class... Chapters>
struct ChaptersOf {
    template <class C>
    using triggers_of = boost::mp11::mp_unique<boost::mp11::mp_transform<trigger_of, typename C::rows>>;
    using triggers = boost::mp11::mp_append<triggers_of<Chapters>...>;
    static_assert(boost::mp11::mp_is_set<triggers>::value, "a trigger belongs to one region");
    using regions = boost::mp11::mp_list<std::integral_constant<Region, Chapters::region>...>;
    static_assert(boost::mp11::mp_is_set<regions>::value, "a region has one chapter");
    static constexpr bool agree = true;
};

Statute const* find_statute(std::string_view id);  // nullptr if unknown
std::span<Statute const* const> every_statute();

// The table's structure as text, one row a line, wording left out: what its digest covers
// (docs/adr/0001-statute-table.md).
std::string structure(Statute const& statute);

}  // namespace juece::procedure
