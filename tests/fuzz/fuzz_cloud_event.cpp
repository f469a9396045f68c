// Headers and value of a Kafka record: what is read can be written, and a true leaf proves what it says.
#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/kafka/cloud_event.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

struct Record {
    kafka::HeaderList headers;
    std::string_view leaf;
};

Record record_of(std::string_view bytes) {
    Record record;
    while (!bytes.empty()) {
        auto const end = bytes.find('\n');
        auto const line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (line.empty()) break;
        auto const colon = line.find(": ");
        if (colon != std::string_view::npos) record.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    record.leaf = bytes;
    return record;
}

void check_leaf(std::string_view bytes) {
    static crypto::Hashing const hasher;
    auto const proven = kafka::attributes_in(bytes, 7, hasher);
    codec::LeafCodec const codec;
    auto const leaf = codec.decode(bytes);
    if (!proven) JUECE_ASSERT(!proven.error().empty(), "an error says what it is");
    if (!leaf) return;
    auto const& [frame, event] = leaf.value();
    JUECE_ASSERT(proven, "a leaf proves its attributes");
    auto const& said = proven.value();
    JUECE_ASSERT(said.id == event.id && said.log == frame.log && said.subject == frame.stream, "it says whose it is");
    JUECE_ASSERT(said.stream_version == event.version && said.time == event.recorded_at, "it says when it is");
    JUECE_ASSERT(said.prev == frame.prev && said.sequence == 7, "it says what was before it");
    JUECE_ASSERT(said.type == codec::full_type(event.type), "it says what it is");
    auto const again = kafka::parse_headers(kafka::headers_of(said));
    JUECE_ASSERT(again && again.value() == said, "headers say what the leaf says");
}

}  // namespace

std::string cloud_event(std::string_view bytes) {
    auto const record = record_of(bytes);
    check_leaf(record.leaf);
    auto const claimed = kafka::parse_headers(record.headers);
    if (!claimed) {
        JUECE_ASSERT(!claimed.error().empty(), "an error says what it is");
        return claimed.error().find("missing") != std::string::npos ? "missing" : "refused";
    }
    auto const again = kafka::parse_headers(kafka::headers_of(claimed.value()));
    JUECE_ASSERT(again && again.value() == claimed.value(), "what is read can be written");
    return "accepted";
}

}  // namespace juece::fuzz
