// Value: the tree that data travels in between core and adapters: true/false, whole numbers, strings, lists, objects.
//
// It is what a leaf may hold (docs/formats/leaf.md): no null, no fractions. Objects keep their keys sorted by bytes, so
// equality is canonical. Numbers are whole, |n| ≤ 2^53−1 (checked where bytes come in). Threads: a value like an int.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace juece {

class Value;
using List = std::vector<Value>;

class Object {
public:
    using Member = std::pair<std::string, Value>;

    Object() = default;
    Object(std::initializer_list<Member> members);

    Value const* find(std::string_view key) const;  // nullptr if absent
    bool has(std::string_view key) const { return find(key) != nullptr; }
    void set(std::string_view key, Value value);  // inserts or replaces
    void erase(std::string_view key);

    // The member's text, or an empty view when it is absent or no string. For members already checked by their fields.
    std::string_view text(std::string_view key) const;
    std::int64_t number(std::string_view key, std::int64_t otherwise = 0) const;
    bool flag(std::string_view key) const;  // absent is false

    using Iterator = std::vector<Member>::const_iterator;
    bool empty() const;
    std::size_t size() const;
    Iterator begin() const;
    Iterator end() const;
    bool operator==(Object const&) const;

private:
    std::vector<Member> members_;
};

class Value {
public:
    Value() : held_{std::string{}} {}
    Value(bool b) : held_{b} {}
    Value(int n) : held_{std::int64_t{n}} {}
    Value(std::int64_t n) : held_{n} {}
    Value(std::uint64_t n) : held_{static_cast<std::int64_t>(n)} {}
    Value(std::string s) : held_{std::move(s)} {}
    Value(std::string_view s) : held_{std::string{s}} {}
    Value(char const* s) : held_{std::string{s}} {}
    Value(List l) : held_{std::move(l)} {}
    Value(Object o) : held_{std::move(o)} {}

    bool const* boolean() const { return std::get_if<bool>(&held_); }
    std::int64_t const* number() const { return std::get_if<std::int64_t>(&held_); }
    std::string const* string() const { return std::get_if<std::string>(&held_); }
    List const* list() const { return std::get_if<List>(&held_); }
    Object const* object() const { return std::get_if<Object>(&held_); }
    Object* object() { return std::get_if<Object>(&held_); }
    List* list() { return std::get_if<List>(&held_); }
    bool operator==(Value const&) const = default;

private:
    std::variant<bool, std::int64_t, std::string, List, Object> held_;
};

inline bool Object::empty() const { return members_.empty(); }
inline std::size_t Object::size() const { return members_.size(); }
inline Object::Iterator Object::begin() const { return members_.begin(); }
inline Object::Iterator Object::end() const { return members_.end(); }

}  // namespace juece
