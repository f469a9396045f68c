// Register (登记簿): organs, posts and persons over time, and who held which post on a day (domain.md §10 "Absence and
// recusal", ORG 50(13)). One stream `register` per log, folded.
//
// Two times are told apart. A *day* is when something held; a *version* is what the register knew of it. Of one
// version and one day the answer never changes, although an appointment may be entered long after it took effect (补录)
// or be corrected: that is what an act's pin `register` is for. A View is the register at one version.
//
// Names, identifiers and reasons are sealed payloads of the events and never here. Threads: none shared; views only
// read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "workflow/register/statement.hpp"

namespace juece::registry {

// Days from `from` on, up to but without `end`; no end is known if there is none.
struct Span {
    Day from;
    std::optional<Day> end;

    bool contains(Day day) const { return from <= day && (!end || day < *end); }
    bool overlaps(Span const& other) const { return (!other.end || from < *other.end) && (!end || other.from < *end); }
    bool operator==(Span const&) const = default;
};

struct Organ {
    OrganCode code;
    OrganKind kind{};
    std::optional<OrganCode> superior;
    Span days;
    std::optional<OrganCode> successor;
    EventId event;  // under which its name is sealed
    std::uint64_t version = 0;
};

struct Post {
    PostCode code;
    OrganCode organ;  // for which it was established
    Holders holders{};
    std::vector<procedure::Role> roles;
    Span days;
    EventId event;  // under which its title is sealed
    std::uint64_t version = 0;
};

struct Person {
    PersonId id;
    EventId event;  // under which the name is sealed
    std::uint64_t version = 0;
};

// That a person held a post, in what capacity and from when to when.
struct Holding {
    PersonId person;
    PostCode post;
    OrganCode organ;  // which has the post on the day asked; in tenures(), on its first day
    HoldingKind kind{};
    std::vector<procedure::Role> roles;
    Span days;
    std::optional<Digest> authority;  // of one who stands in
    std::uint64_t version = 0;        // of the appointment, or of the naming
    bool operator==(Holding const&) const = default;
};

class Register;

// Lifetime: looks into its register, which may grow meanwhile.
class View {
public:
    std::uint64_t version() const { return version_; }

    std::optional<Organ> organ(OrganCode const& code) const;
    std::optional<Post> post(PostCode const& code) const;
    std::optional<Person> person(PersonId person) const;

    // The capacity in which the person held the post on the day; the own appointment before any standing in.
    std::optional<Holding> holds(PersonId person, PostCode const& post, Day day) const;
    // Own posts first, then by code.
    std::vector<Holding> posts_of(PersonId person, Day day) const;
    // The appointed first, then those who stand in.
    std::vector<Holding> holders_of(PostCode const& post, Day day) const;
    // The appointed holder of a post for one person; of several, the one appointed first. Whoever stands in is no
    // holder.
    std::optional<PersonId> holder_of(PostCode const& post, Day day) const;
    bool recused(PersonId person, DecisionId decision) const;
    // All holdings of a person by first day: what an audit of economic responsibility (经济责任审计) begins with.
    std::vector<Holding> tenures(PersonId person) const;

    // The organ that bears this organ's duties on the day: itself, or its last successor. Requires: nothing.
    OrganCode heir_of(OrganCode organ, Day day) const;
    // Posts that the organ has on the day, inherited ones included, by code.
    std::vector<Post> posts_in(OrganCode const& organ, Day day) const;
    std::vector<Organ> organs() const;  // by code, also those that have ended

    // What stands at this version, in the order in which it was said.
    std::vector<Statement const*> all() const;
    std::vector<Statement const*> about(OrganCode const& organ) const;
    std::vector<Statement const*> about(PostCode const& post) const;
    std::vector<Statement const*> about(PersonId person) const;
    // The holding that an appointment or a naming makes. Nothing: it makes none, or its post does not exist.
    std::optional<Holding> holding(Statement const& statement) const;

    // The register as it would stand if one statement were struck and one added; nullptr: none.
    View supposing(Statement const* struck, Statement const* added) const;

private:
    friend class Register;
    View(Register const& of, std::uint64_t version) : register_{&of}, version_{version} {}
    template <class Key>
    std::vector<Statement const*> find(
        std::vector<std::size_t> const* places, Key const* (*key_of)(Said const&), Key const& key
    ) const;
    bool is_visible(Statement const& statement) const;

    Register const* register_;
    std::uint64_t version_;
    Statement const* struck_ = nullptr;
    Statement const* added_ = nullptr;
};

class Register {
public:
    std::uint64_t version() const { return version_; }
    View as_of(std::uint64_t version) const { return {*this, version}; }
    View latest() const { return as_of(version_); }
    // What that version said and nothing has struck since; nullptr if there is no such thing.
    Statement const* standing(std::uint64_t version) const;

private:
    friend class View;
    friend void evolve(Register& of, procedure::Event const& event);
    void add(Statement statement);
    std::optional<std::size_t> place_of(std::uint64_t version) const;

    std::uint64_t version_ = 0;
    std::deque<Statement> statements_;  // by `since`; they stay where they are
    std::map<OrganCode, std::vector<std::size_t>> by_organ_;
    std::map<PostCode, std::vector<std::size_t>> by_post_;
    std::unordered_map<PersonId, std::vector<std::size_t>> by_person_;
};

// Throws procedure::CorruptHistory if the event does not follow, is not the register's, or says what cannot be read.
// Whether it contradicts what was said before was asked when it was decided, and is not asked again.
void evolve(Register& of, procedure::Event const& event);

}  // namespace juece::registry
