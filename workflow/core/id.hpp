// Strong ids: a UUID or a code that cannot be mistaken for another one.
//
// Id<Tag>   128 bits, written as a lowercase UUID (RFC 9562). Ordering is by bytes.
// Code<Tag> 1 to 64 characters of [A-Za-z0-9_.:/-], beginning with a letter or digit: organ codes (统一社会信用代码),
//           posts (岗位), log names, profile names.
// Both parse to nothing on malformed text; no implicit conversion. Threads: any.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace juece {

using UuidBytes = std::array<std::uint8_t, 16>;

std::optional<UuidBytes> parse_uuid(std::string_view text);
std::string uuid_text(UuidBytes const& bytes);
bool is_code(std::string_view text);

template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(UuidBytes const& bytes) : bytes_{bytes} {}

    static std::optional<Id> parse(std::string_view text) {
        auto const bytes = parse_uuid(text);
        return bytes ? std::optional{Id{*bytes}} : std::nullopt;
    }

    std::string text() const { return uuid_text(bytes_); }
    UuidBytes const& bytes() const { return bytes_; }
    auto operator<=>(Id const&) const = default;

private:
    UuidBytes bytes_{};
};

template <class Tag>
class Code {
public:
    Code() = default;

    static std::optional<Code> parse(std::string_view text) {
        return is_code(text) ? std::optional{Code{std::string{text}}} : std::nullopt;
    }

    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    auto operator<=>(Code const&) const = default;

private:
    explicit Code(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

using DecisionId = Id<struct DecisionTag>;  // 决策事项
using EventId = Id<struct EventTag>;        // UUIDv7
using PersonId = Id<struct PersonTag>;      // 自然人, random (docs/formats/leaf.md "Person")

using LogName = Code<struct LogTag>;      // a jurisdiction's log: GB/T 2260 code or a name
using OrganCode = Code<struct OrganTag>;  // 统一社会信用代码
using PostCode = Code<struct PostTag>;    // 岗位

}  // namespace juece

template <class Tag>
struct std::hash<juece::Id<Tag>> {
    std::size_t operator()(juece::Id<Tag> const& id) const noexcept {
        // The last eight bytes of a version 4, 7 or 8 UUID are random or a digest.
        std::uint64_t tail = 0;
        std::memcpy(&tail, id.bytes().data() + 8, sizeof tail);
        return static_cast<std::size_t>(tail);
    }
};

template <class Tag>
struct std::hash<juece::Code<Tag>> {
    std::size_t operator()(juece::Code<Tag> const& code) const noexcept {
        return std::hash<std::string>{}(code.text());
    }
};
