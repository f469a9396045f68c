// The codec of leaves: writer and reader, and the words for what is wrong with bytes that are none.
#include "adapters/codec/leaf_codec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/codec/leaf_reader.hpp"
#include "adapters/codec/leaf_writer.hpp"

namespace juece::codec {
namespace {

// The reader stops where bytes differ from what the writer would write. Why they differ is told best from outside in:
// no JSON of ours, JSON in another spelling, or canonical JSON that is no leaf.
ports::CodecError diagnosis(std::string_view bytes, ports::CodecError const& found) {
    Limits limits;
    limits.bytes_max = ports::leaf_bytes_max;
    auto const parsed = parse(bytes, limits);
    if (!parsed) return {parsed.error().code, fmt::format("byte {}: {}", parsed.error().offset, parsed.error().code)};
    auto const canonical = serialize(parsed.value());
    if (canonical == bytes) return found;
    auto const differ = std::mismatch(bytes.begin(), bytes.end(), canonical.begin(), canonical.end());
    return {"not_canonical", fmt::format("byte {}: not as RFC 8785 writes it", differ.first - bytes.begin())};
}

Result<ports::Leaf, ports::CodecError> read_or_explain(std::string_view bytes) {
    auto read = read_leaf(bytes);
    if (!read) read = diagnosis(bytes, read.error());
    return read;
}

}  // namespace

std::string full_type(std::string_view type) { return fmt::format("{}{}", ports::type_prefix, type); }

std::optional<std::string_view> short_type(std::string_view full) {
    if (!full.starts_with(ports::type_prefix) || full.size() == ports::type_prefix.size()) return std::nullopt;
    return full.substr(ports::type_prefix.size());
}

std::string LeafCodec::encode(ports::LeafFrame const& frame, procedure::Event const& event) const {
    std::string bytes;
    bytes.reserve(2'048);
    write_leaf(bytes, frame, event);
    return bytes;
}

Result<ports::Leaf, ports::CodecError> LeafCodec::decode(std::string_view leaf) const {
    if (leaf.size() > ports::leaf_bytes_max)
        return ports::CodecError{"too_large", fmt::format("{} bytes, at most {}", leaf.size(), ports::leaf_bytes_max)};
    return read_or_explain(leaf);
}

std::string LeafCodec::canonical(Value const& value) const { return serialize(value); }

}  // namespace juece::codec
