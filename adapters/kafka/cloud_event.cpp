// Attributes to headers and back, and the attributes that a leaf proves.
#include "adapters/kafka/cloud_event.hpp"

#include <fmt/format.h>

#include "adapters/kafka/raw_json.hpp"

namespace juece::kafka {
namespace {

constexpr std::string_view source_prefix = "urn:juece:";
// A leaf is hashed behind a zero byte, so that no leaf is ever taken for an inner node of the tree.
constexpr std::string_view leaf_mark{"\0", 1};

std::optional<Digest> digest_in(std::optional<std::string_view> object) {
    if (!object) return std::nullopt;
    auto const sha256 = raw_string(raw_member(*object, "sha256"));
    auto const sm3 = raw_string(raw_member(*object, "sm3"));
    if (!sha256 || !sm3) return std::nullopt;
    auto const first = parse_hash(*sha256);
    auto const second = parse_hash(*sm3);
    if (!first || !second) return std::nullopt;
    return Digest{*first, *second};
}

// Collects what is missing while headers are read one by one.
struct HeaderReader {
    HeaderList const& headers;
    std::string fault;

    std::string_view text(std::string_view name) {
        auto const found = header(headers, name);
        if (!found && fault.empty()) fault = fmt::format("header {} is missing", name);
        return found.value_or(std::string_view{});
    }

    template <class T, class Parse>
    T read(std::string_view name, Parse parse) {
        auto const written = text(name);
        std::optional<T> const value = parse(written);
        if (!value && fault.empty()) fault = fmt::format("header {} cannot be read: {}", name, written);
        return value.value_or(T{});
    }
};

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view digits) {
    // Leading zeros are allowed: `sequence` is padded so that it sorts as text.
    while (digits.size() > 1 && digits.front() == '0')
        digits.remove_prefix(1);
    return raw_number(digits);
}

std::optional<std::string_view> header(HeaderList const& headers, std::string_view name) {
    for (auto const& [key, value] : headers) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::string_view partition_key(std::string_view subject) {
    for (std::string_view const prefix : {"decision/", "attempts/"}) {
        if (subject.substr(0, prefix.size()) == prefix) return subject.substr(prefix.size());
    }
    return subject;
}

std::optional<Attributes> attributes_of(LogName const& log, ports::StoredEvent const& event) {
    auto const prev = digest_in(raw_member(event.leaf, "prev"));
    if (!prev) return std::nullopt;
    return Attributes{
        event.id,
        log,
        event.type,
        event.stream,
        event.recorded_at,
        event.seq,
        event.version,
        event.hash,
        *prev,
    };
}

Result<Attributes, std::string> attributes_in(
    std::string_view leaf, std::uint64_t sequence, ports::Hasher const& hasher
) {
    auto const text = [leaf](std::string_view key) {
        return raw_string(raw_member(leaf, key)).value_or(std::string_view{});
    };
    auto const id = EventId::parse(text("id"));
    auto const log = LogName::parse(text("log"));
    auto const time = parse_timestamp(text("recorded_at"));
    auto const version = raw_number(raw_member(leaf, "version"));
    auto const prev = digest_in(raw_member(leaf, "prev"));
    if (!id || !log || !time || !version || !prev || text("type").empty() || text("stream").empty())
        return std::string{"the bytes are not a leaf"};
    return Attributes{
        *id,
        *log,
        std::string{text("type")},
        std::string{text("stream")},
        *time,
        sequence,
        *version,
        hasher.digest({leaf_mark, leaf}),
        *prev,
    };
}

HeaderList headers_of(Attributes const& attributes) {
    return {
        {"ce_specversion", "1.0"},
        {"ce_id", attributes.id.text()},
        {"ce_source", fmt::format("{}{}", source_prefix, attributes.log.text())},
        {"ce_type", attributes.type},
        {"ce_subject", attributes.subject},
        {"ce_time", text(attributes.time)},
        {"ce_dataschema", fmt::format("urn:juece:schema:{}", attributes.type)},
        {"content-type", "application/json"},
        {"ce_sequence", fmt::format("{:020}", attributes.sequence)},
        {"ce_streamversion", fmt::format("{}", attributes.stream_version)},
        {"ce_partitionkey", std::string{partition_key(attributes.subject)}},
        {"ce_leafhash", hex(attributes.leaf.sha256)},
        {"ce_prevhash", hex(attributes.prev.sha256)},
        {"ce_leafhashsm3", hex(attributes.leaf.sm3)},
        {"ce_prevhashsm3", hex(attributes.prev.sm3)},
    };
}

Result<Attributes, std::string> parse_headers(HeaderList const& headers) {
    HeaderReader reader{headers, {}};
    auto const hash = [&](std::string_view name) { return reader.read<Hash256>(name, parse_hash); };
    if (reader.text("ce_specversion") != "1.0" && reader.fault.empty()) reader.fault = "ce_specversion is not 1.0";
    Attributes attributes;
    attributes.id = reader.read<EventId>("ce_id", EventId::parse);
    attributes.log = reader.read<LogName>("ce_source", [](std::string_view source) {
        if (source.substr(0, source_prefix.size()) != source_prefix) return std::optional<LogName>{};
        return LogName::parse(source.substr(source_prefix.size()));
    });
    attributes.type = reader.text("ce_type");
    attributes.subject = reader.text("ce_subject");
    attributes.time = reader.read<Timestamp>("ce_time", parse_timestamp);
    attributes.sequence = reader.read<std::uint64_t>("ce_sequence", parse_count);
    attributes.stream_version = reader.read<std::uint64_t>("ce_streamversion", parse_count);
    attributes.leaf = Digest{hash("ce_leafhash"), hash("ce_leafhashsm3")};
    attributes.prev = Digest{hash("ce_prevhash"), hash("ce_prevhashsm3")};
    if (!reader.fault.empty()) return reader.fault;
    return attributes;
}

}  // namespace juece::kafka
