// A cursor over canonical JSON: every function reads one thing in its only spelling and stands behind it.
//
// The first thing that is otherwise is remembered with its place; from then on nothing is read and every function
// answers an empty value, so that callers need to ask failed() only at the end, and in loops. Threads: none shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/core/value.hpp"
#include "workflow/ports/event_codec.hpp"

namespace juece::codec {

class Cursor {
public:
    explicit Cursor(std::string_view bytes) : bytes_{bytes} {}

    bool failed() const { return error_.has_value(); }
    std::optional<ports::CodecError> const& error() const { return error_; }
    void fail(std::string_view code, std::string_view what);

    bool at_end() const { return at_ == bytes_.size(); }
    // These two are in line, so that the length of a literal is known: a leaf asks for a hundred.
    bool skip(std::string_view literal) {  // true, and stands behind it, if it comes next
        if (bytes_.size() - at_ < literal.size() ||
            std::memcmp(bytes_.data() + at_, literal.data(), literal.size()) != 0)
            return false;
        at_ += literal.size();
        return true;
    }
    void expect(std::string_view literal) {
        if (!skip(literal)) expected(literal);
    }
    // `,"key":`, or `{"key":` if `separator` is '{'; true, and stands behind it, if it comes next.
    bool skip_key(char separator, std::string_view key) {
        char const* const next = bytes_.data() + at_;
        std::size_t const size = key.size();
        if (bytes_.size() - at_ < size + 4 || next[0] != separator || next[1] != '"' ||
            std::memcmp(next + 2, key.data(), size) != 0 || next[size + 2] != '"' || next[size + 3] != ':')
            return false;
        at_ += size + 4;
        return true;
    }
    std::string_view next_key() const;  // of the member that comes next, empty if none does

    std::string string();       // any string but an empty one
    std::string_view symbol();  // a string of [A-Za-z0-9_.:/-] only, not empty: ids, codes, times
    std::uint64_t number();     // whole, not negative
    Hash256 hash();
    Digest digest();
    Timestamp time();
    UuidBytes uuid();
    Object object();  // whatever it holds; keys [a-z0-9_]+

private:
    void expected(std::string_view literal);
    std::string_view quoted(std::size_t length) const;
    char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    Value value(std::size_t depth);
    Object object_at(std::size_t depth);
    List list_at(std::size_t depth);
    std::int64_t integer();
    std::string any_string();
    bool escape_to(std::string& text);

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::optional<ports::CodecError> error_;
};

}  // namespace juece::codec
