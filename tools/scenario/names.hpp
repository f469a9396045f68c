// Names that a scenario gives to what the product knows by id: persons, posts, the decision, events of the decision.
//
// A file is written before its run: it says 王 for a person, handler(乙) for a post, this for the decision and
// public_comment.reported for the version of the latest such event. Threads: one caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/value.hpp"
#include "workflow/ports/hasher.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/vocabulary.hpp"

namespace juece::scenario {

inline constexpr std::string_view this_decision = "this";

// Who acts: a role of the statute, and the name that the scenario gives the person.
struct Performer {
    procedure::Role role{};
    std::string name;          // "甲"
    std::string text() const;  // "handler(甲)"
    auto operator<=>(Performer const&) const = default;
};
std::optional<Performer> parse_performer(std::string_view text);
bool is_performer(std::string_view text);

// The person whom a name means: the same for the same name in the same log, another in every other log.
PersonId person_of(ports::Hasher const& hasher, std::string_view scope, std::string_view name);

// "participation.recorded#2": the second such event; without a number, the latest.
struct EventReference {
    procedure::Trigger trigger{};
    std::size_t nth = 0;
};
std::optional<EventReference> parse_event_reference(std::string_view text);

class Names {
public:
    virtual ~Names() = default;
    virtual PersonId person(std::string_view name) const = 0;
    virtual PostCode post(Performer const& performer) const = 0;
    virtual std::optional<DecisionId> decision() const = 0;                                   // nothing: not opened yet
    virtual std::optional<std::uint64_t> version(EventReference const& reference) const = 0;  // nothing: no such event
};

// The data with ids and versions for names. The error is a sentence in Chinese about a name that means nothing yet.
Result<Object, std::string> resolved(std::span<procedure::Field const> fields, Object const& data, Names const& names);

}  // namespace juece::scenario
