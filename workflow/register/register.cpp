// The fold and its answers. Every answer is computed from what stands at a version; nothing is remembered between two.
#include "workflow/register/register.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "workflow/procedure/machine.hpp"

namespace juece::registry {
namespace {

constexpr CalendarDays one_day{1};

template <class Map, class Key>
std::vector<std::size_t> const* places_in(Map const& map, Key const& key) {
    auto const found = map.find(key);
    return found != map.end() ? &found->second : nullptr;
}

void end_by(std::optional<Day>& end, std::optional<Day> const& day) {
    if (day && (!end || *day < *end)) end = day;
}

// The first ending of this person's hold on a post after it began. The same person's next hold begins later than that,
// or it would have been refused.
template <class Ending>
std::optional<Day> first_ending(std::vector<Statement const*> const& said, PostCode const& post, Day from) {
    std::optional<Day> end;
    for (auto const* statement : said) {
        auto const* ending = std::get_if<Ending>(&statement->says);
        if (ending != nullptr && ending->post == post && ending->on > from) end_by(end, ending->on);
    }
    return end;
}

auto by_rank_and_post(Holding const& holding) { return std::tuple{holding.kind, holding.post, holding.days.from}; }

}  // namespace

bool View::is_visible(Statement const& statement) const {
    return &statement != struck_ && statement.holds_at(version_);
}

template <class Key>
std::vector<Statement const*> View::find(
    std::vector<std::size_t> const* places, Key const* (*key_of)(Said const&), Key const& key
) const {
    std::vector<Statement const*> found;
    if (places != nullptr) {
        for (auto const place : *places) {
            auto const& statement = register_->statements_[place];
            if (is_visible(statement)) found.push_back(&statement);
        }
    }
    auto const* of_added = added_ != nullptr ? key_of(added_->says) : nullptr;
    if (of_added != nullptr && *of_added == key) found.push_back(added_);
    return found;
}

std::vector<Statement const*> View::about(OrganCode const& organ) const {
    return find(places_in(register_->by_organ_, organ), organ_of, organ);
}

std::vector<Statement const*> View::about(PostCode const& post) const {
    return find(places_in(register_->by_post_, post), post_of, post);
}

std::vector<Statement const*> View::about(PersonId person) const {
    return find(places_in(register_->by_person_, person), person_of, person);
}

std::vector<Statement const*> View::all() const {
    std::vector<Statement const*> found;
    for (auto const& statement : register_->statements_) {
        if (is_visible(statement)) found.push_back(&statement);
    }
    if (added_ != nullptr) found.push_back(added_);
    return found;
}

View View::supposing(Statement const* struck, Statement const* added) const {
    auto supposed = *this;
    supposed.struck_ = struck;
    supposed.added_ = added;
    return supposed;
}

std::optional<Organ> View::organ(OrganCode const& code) const {
    std::optional<Organ> organ;
    auto const said = about(code);
    for (auto const* statement : said) {
        if (auto const* added = std::get_if<OrganAdded>(&statement->says))
            organ = Organ{
                added->organ, added->kind, added->superior, {added->from, {}}, {}, statement->event, statement->since};
    }
    for (auto const* statement : said) {
        auto const* succeeded = std::get_if<OrganSucceeded>(&statement->says);
        if (!organ || succeeded == nullptr) continue;
        organ->days.end = succeeded->on;
        organ->successor = succeeded->successor;
    }
    return organ;
}

std::optional<Post> View::post(PostCode const& code) const {
    std::optional<Post> post;
    auto const said = about(code);
    for (auto const* statement : said) {
        if (auto const* made = std::get_if<PostEstablished>(&statement->says))
            post = Post{
                made->post,
                made->organ,
                made->holders,
                made->roles,
                {made->from, {}},
                statement->event,
                statement->since};
    }
    for (auto const* statement : said) {
        auto const* abolished = std::get_if<PostAbolished>(&statement->says);
        if (post && abolished != nullptr) end_by(post->days.end, abolished->on);
    }
    return post;
}

std::optional<Person> View::person(PersonId person) const {
    for (auto const* statement : about(person)) {
        if (std::holds_alternative<PersonEntered>(statement->says))
            return Person{person, statement->event, statement->since};
    }
    return std::nullopt;
}

std::optional<Holding> View::holding(Statement const& statement) const {
    auto const* post_code = post_of(statement.says);
    auto const* person = person_of(statement.says);
    if (post_code == nullptr || person == nullptr) return std::nullopt;
    auto const held = post(*post_code);
    if (!held) return std::nullopt;

    Holding holding{*person, *post_code, {}, HoldingKind::own, held->roles, {}, {}, statement.since};
    std::optional<Day> until;
    if (auto const* appointed = std::get_if<Appointed>(&statement.says)) {
        holding.days = {appointed->from, first_ending<Dismissed>(about(*person), *post_code, appointed->from)};
        until = appointed->until;
    } else if (auto const* named = std::get_if<StandInNamed>(&statement.says)) {
        holding.kind = named->kind;
        holding.days = {named->from, first_ending<StandInEnded>(about(*person), *post_code, named->from)};
        holding.authority = named->authority;
        until = named->until;
    } else {
        return std::nullopt;
    }
    if (until) end_by(holding.days.end, *until + one_day);
    end_by(holding.days.end, held->days.end);
    holding.organ = heir_of(held->organ, holding.days.from);
    return holding;
}

std::vector<Holding> View::tenures(PersonId person) const {
    std::vector<Holding> held;
    for (auto const* statement : about(person)) {
        if (auto made = holding(*statement)) held.push_back(std::move(*made));
    }
    std::ranges::sort(held, {}, [](Holding const& one) { return std::tuple{one.days.from, one.post, one.kind}; });
    return held;
}

std::vector<Holding> View::posts_of(PersonId person, Day day) const {
    auto held = tenures(person);
    std::erase_if(held, [day](Holding const& one) { return !one.days.contains(day); });
    for (auto& one : held)
        one.organ = heir_of(one.organ, day);
    std::ranges::sort(held, {}, by_rank_and_post);
    return held;
}

std::optional<Holding> View::holds(PersonId person, PostCode const& post, Day day) const {
    for (auto& held : posts_of(person, day)) {
        if (held.post == post) return std::move(held);
    }
    return std::nullopt;
}

std::vector<Holding> View::holders_of(PostCode const& post, Day day) const {
    std::vector<Holding> held;
    for (auto const* statement : about(post)) {
        auto made = holding(*statement);
        if (!made || !made->days.contains(day)) continue;
        made->organ = heir_of(made->organ, day);
        held.push_back(std::move(*made));
    }
    std::ranges::stable_sort(held, {}, [](Holding const& one) { return std::tuple{one.kind, one.days.from}; });
    return held;
}

std::optional<PersonId> View::holder_of(PostCode const& post, Day day) const {
    auto const held = holders_of(post, day);
    if (held.empty() || held.front().kind != HoldingKind::own) return std::nullopt;
    return held.front().person;
}

bool View::recused(PersonId person, DecisionId decision) const {
    return std::ranges::any_of(about(person), [decision](Statement const* statement) {
        auto const* recused = std::get_if<Recused>(&statement->says);
        return recused != nullptr && recused->decision == decision;
    });
}

OrganCode View::heir_of(OrganCode organ, Day day) const {
    // A successor ends later than what it succeeds, so the walk ends.
    std::optional<Day> last;
    for (;;) {
        auto const found = this->organ(organ);
        bool const has_ended = found && found->successor && *found->days.end <= day;
        if (!has_ended || (last && *found->days.end <= *last)) return organ;
        last = found->days.end;
        organ = *found->successor;
    }
}

std::vector<Post> View::posts_in(OrganCode const& organ, Day day) const {
    std::vector<Post> posts;
    for (auto const* statement : all()) {
        auto const* made = std::get_if<PostEstablished>(&statement->says);
        if (made == nullptr || heir_of(made->organ, day) != organ) continue;
        auto found = post(made->post);
        if (found && found->days.contains(day)) posts.push_back(std::move(*found));
    }
    std::ranges::sort(posts, {}, &Post::code);
    return posts;
}

std::vector<Organ> View::organs() const {
    std::vector<Organ> organs;
    for (auto const* statement : all()) {
        auto const* added = std::get_if<OrganAdded>(&statement->says);
        if (added == nullptr) continue;
        if (auto found = organ(added->organ)) organs.push_back(std::move(*found));
    }
    std::ranges::sort(organs, {}, &Organ::code);
    return organs;
}

std::optional<std::size_t> Register::place_of(std::uint64_t version) const {
    auto const found = std::ranges::lower_bound(statements_, version, {}, &Statement::since);
    bool const stands = found != statements_.end() && found->since == version && found->holds_at(version_);
    return stands ? std::optional{static_cast<std::size_t>(found - statements_.begin())} : std::nullopt;
}

Statement const* Register::standing(std::uint64_t version) const {
    auto const place = place_of(version);
    return place ? &statements_[*place] : nullptr;
}

void Register::add(Statement statement) {
    auto const place = statements_.size();
    if (auto const* organ = organ_of(statement.says)) by_organ_[*organ].push_back(place);
    if (auto const* post = post_of(statement.says)) by_post_[*post].push_back(place);
    if (auto const* person = person_of(statement.says)) by_person_[*person].push_back(place);
    statements_.push_back(std::move(statement));
}

void evolve(Register& of, procedure::Event const& event) {
    using procedure::CorruptHistory;
    if (event.version != of.version_ + 1)
        throw CorruptHistory{event.version, fmt::format("the register stands at version {}", of.version_)};

    std::optional<Said> says;
    if (event.type == "register.corrected.v1") {
        auto const corrected = parse_corrected(event.data);
        auto const target = corrected ? of.place_of(corrected->target) : std::nullopt;
        if (!target) throw CorruptHistory{event.version, "it corrects what does not stand"};
        if (!corrected->voids()) {
            says = with_days(of.statements_[*target].says, *corrected);
            if (!says) throw CorruptHistory{event.version, "it corrects a day that its target does not have"};
        }
        of.statements_[*target].struck = event.version;
    } else {
        says = parse_said(event.type, event.data, event.documents);
        if (!says) throw CorruptHistory{event.version, fmt::format("{} says nothing readable", event.type)};
    }
    of.version_ = event.version;
    if (says) of.add({event.version, std::numeric_limits<std::uint64_t>::max(), event.id, std::move(*says)});
}

}  // namespace juece::registry
