// Pieces cut out of JSON are what a parser finds there; of anything else they lie at least within the text.
#include <algorithm>

#include "adapters/codec/json.hpp"
#include "adapters/kafka/raw_json.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

bool lies_in(std::string_view piece, std::string_view text) {
    return piece.data() >= text.data() && piece.data() + piece.size() <= text.data() + text.size();
}

bool is_ours(std::string_view key) {
    return std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool is(std::optional<std::string_view> piece, Value const& value) {
    if (!piece) return false;
    auto const parsed = codec::parse(*piece);
    return parsed && parsed.value() == value;
}

// `is_canonical`: no key is written with escapes, so each can be found.
void check_object(std::string_view text, Object const& object, bool is_canonical) {
    for (auto const& [key, value] : object) {
        if (!is_ours(key)) continue;
        auto const piece = kafka::raw_member(text, key);
        JUECE_ASSERT(piece ? is(piece, value) : !is_canonical, "a member is found as it is");
        auto const string = kafka::raw_string(piece);
        if (string && value.string() != nullptr) JUECE_ASSERT(*string == *value.string(), "without escapes it is so");
        if (piece && value.number() != nullptr && *value.number() >= 0)
            JUECE_ASSERT(kafka::raw_number(piece) == static_cast<std::uint64_t>(*value.number()), "a number is one");
    }
}

void check_list(std::string_view text, List const& list) {
    auto const pieces = kafka::raw_elements(text);
    JUECE_ASSERT(pieces && pieces->size() == list.size(), "every element is found");
    for (std::size_t i = 0; i < list.size(); ++i)
        JUECE_ASSERT(is((*pieces)[i], list[i]), "an element is found as it is");
}

}  // namespace

std::string raw_json(std::string_view bytes) {
    for (auto const key : {"data", "items", "prev", "sha256"}) {
        auto const piece = kafka::raw_member(bytes, key);
        JUECE_ASSERT(!piece || lies_in(*piece, bytes), "a piece lies within the text");
    }
    auto const pieces = kafka::raw_elements(bytes);
    for (auto const piece : pieces.value_or(std::vector<std::string_view>{}))
        JUECE_ASSERT(lies_in(piece, bytes), "a piece lies within the text");
    auto const parsed = codec::parse(bytes);
    if (!parsed) return "no_json";
    auto const canonical = codec::serialize(parsed.value());
    if (auto const* object = parsed.value().object()) {
        check_object(bytes, *object, false);
        check_object(canonical, *object, true);
        return "object";
    }
    if (auto const* list = parsed.value().list()) {
        check_list(bytes, *list);
        check_list(canonical, *list);
        return "list";
    }
    JUECE_ASSERT(!pieces && !kafka::raw_member(bytes, "data"), "nothing is in a plain value");
    return "plain";
}

}  // namespace juece::fuzz
