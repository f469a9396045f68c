// Commands of the register: what may be entered, imperative, each yielding exactly one event of the stream `register`.
//
// Declared as the commands of a decision are (procedure/command.hpp): fields, and document slots, so that request
// checking, help, sealing and schemas read one declaration. What points at a person, a post or a decision stands
// beside the fields, because procedure::FieldKind has no word for it. Threads: everything here is constant.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "workflow/core/id.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/dossier/dossier.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/procedure/event.hpp"
#include "workflow/register/register.hpp"

namespace juece::registry {

enum class ReferenceKind : std::uint8_t {
    person,    // a person's id
    post,      // a post's code
    decision,  // a decision's id
    roles,     // a list of role codes, none twice; may be empty
};
std::string_view code(ReferenceKind kind);

struct Reference {
    std::string_view name;
    ReferenceKind kind{};
    bool required = true;
    std::string_view label;
};

struct RegisterSpec {
    std::string_view name;   // "appoint"
    std::string_view event;  // "register.appointed", without version
    std::string_view label;  // "任职"
    std::span<procedure::Field const> fields;
    std::span<Reference const> references;
    std::span<procedure::DocumentSlot const> documents;
};

RegisterSpec const* find_register_command(std::string_view name);  // nullptr if unknown
std::span<RegisterSpec const> every_register_command();

using Faults = std::vector<procedure::Fault>;

// As for a decision's command, and beside its codes: bad_person bad_post bad_decision unknown_role.
Faults faults_of_shape(RegisterSpec const& spec, Object const& data, std::span<procedure::Document const> documents);

struct Command {
    RegisterSpec const* spec = nullptr;
    Timestamp occurred_at{};
    Object data;
    std::vector<procedure::Document> documents;
};

struct Context {
    procedure::Actor actor;
    Timestamp now{};
    PersonId new_person;  // drawn at random by the service; the id of whom enter_person enters without one
};

// One event, or every reason why it would contradict what stands. The register holds no law, so these are faults
// (422).
// Requires: no faults of shape. Whether a decision exists that somebody is recused from is the service's to ask.
//
// occurred_in_future · unknown_organ unknown_post unknown_person · organ_known post_known person_known ·
// circular_superior circular_succession · dates_reversed outside_organ outside_post · already_held post_occupied ·
// not_held already_ended · post_abolished organ_succeeded already_recused · nothing_to_correct nothing_changed
// no_such_day same_person · contradicts (with something else that stands)
Result<dossier::Draft, Faults> decide(Register const& of, Command const& command, Context const& context);

// Everything that stands and contradicts the rest. None, if every event was decided.
struct Contradiction {
    std::uint64_t version = 0;
    procedure::Fault fault;
    bool operator==(Contradiction const&) const = default;
};
std::vector<Contradiction> contradictions(View const& view);

}  // namespace juece::registry
