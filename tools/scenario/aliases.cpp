// Replacement of ids within texts and trees.
#include "tools/scenario/aliases.hpp"

namespace juece::scenario {

std::string Aliases::named(std::string text) const {
    constexpr std::size_t id_bytes = 36;
    if (text.size() < id_bytes) return text;
    for (auto const& [id, name] : known_) {
        for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at + name.size()))
            text.replace(at, id.size(), name);
    }
    return text;
}

Value Aliases::named(Value value) const {
    if (auto const* text = value.string()) return named(*text);
    if (auto const* object = value.object()) return named(*object);
    if (auto* list = value.list()) {
        for (auto& item : *list)
            item = named(std::move(item));
    }
    return value;
}

Object Aliases::named(Object const& object) const {
    Object result;
    for (auto const& [name, value] : object)
        result.set(name, named(value));
    return result;
}

Outcome Aliases::named(Outcome outcome) const {
    if (auto* refused = std::get_if<Refused>(&outcome)) {
        for (auto& refusal : refused->refusals) {
            refusal.message = named(std::move(refusal.message));
            refusal.missing = named(refusal.missing);
        }
    } else if (auto* rejected = std::get_if<Rejected>(&outcome)) {
        rejected->detail = named(std::move(rejected->detail));
        for (auto& fault : rejected->faults)
            fault.message = named(std::move(fault.message));
    }
    return outcome;
}

}  // namespace juece::scenario
