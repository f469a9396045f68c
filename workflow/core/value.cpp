// Sorted object members and their look-up.
#include "workflow/core/value.hpp"

#include <algorithm>

namespace juece {
namespace {

bool before(Object::Member const& member, std::string_view key) { return member.first < key; }

}  // namespace

Object::Object(std::initializer_list<Member> members) {
    members_.reserve(members.size());
    for (auto const& [key, value] : members)
        set(key, value);
}

Value const* Object::find(std::string_view key) const {
    auto const at = std::lower_bound(members_.begin(), members_.end(), key, before);
    return at != members_.end() && at->first == key ? &at->second : nullptr;
}

void Object::set(std::string_view key, Value value) {
    if (members_.empty() || members_.back().first < key) {
        members_.emplace_back(std::string{key}, std::move(value));
        return;
    }
    auto const at = std::lower_bound(members_.begin(), members_.end(), key, before);
    if (at != members_.end() && at->first == key) {
        at->second = std::move(value);
    } else {
        members_.emplace(at, std::string{key}, std::move(value));
    }
}

void Object::erase(std::string_view key) {
    std::erase_if(members_, [&](Member const& member) { return member.first == key; });
}

std::string_view Object::text(std::string_view key) const {
    auto const* value = find(key);
    auto const* string = value != nullptr ? value->string() : nullptr;
    return string != nullptr ? std::string_view{*string} : std::string_view{};
}

std::int64_t Object::number(std::string_view key, std::int64_t otherwise) const {
    auto const* value = find(key);
    auto const* number = value != nullptr ? value->number() : nullptr;
    return number != nullptr ? *number : otherwise;
}

bool Object::flag(std::string_view key) const {
    auto const* value = find(key);
    auto const* boolean = value != nullptr ? value->boolean() : nullptr;
    return boolean != nullptr && *boolean;
}

bool Object::operator==(Object const& other) const { return members_ == other.members_; }

}  // namespace juece
