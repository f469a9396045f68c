// The call of append_events.
#include "adapters/postgres/append_call.hpp"

#include <set>

#include "adapters/postgres/binary_array.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

Statement const append_events{
    "append_events",
    "select item, outcome, first_seq from juece.append_events($1::text,"
    " $2::text[], $3::bigint[], $4::int[],"
    " $5::int[], $6::int[], $7::uuid[], $8::text[], $9::timestamptz[], $10::bytea[], $11::bytea[], $12::bytea[],"
    " $13::int[], $14::uuid[], $15::int[], $16::text[], $17::bytea[], $18::bytea[],"
    " $19::int[], $20::text[], $21::bigint[],"
    " $22::int[], $23::bytea[], $24::bytea[],"
    " $25::int[], $26::uuid[], $27::text[])",
};

namespace {

using enum ElementType;

struct Items {
    BinaryArray stream{text}, expected{int8}, leaves{int4};

    void add(ports::AppendItem const& item) {
        stream.add_bytes(item.stream);
        expected.add_int8(item.expected_version);
        leaves.add_int4(item.leaves.size());
    }
    void take(Parameters& out) {
        for (auto* array : {&stream, &expected, &leaves})
            out.push_back(Parameter::array(array->take()));
    }
};

struct Leaves {
    BinaryArray item{int4}, nth{int4}, id{uuid}, type{text}, recorded_at{timestamptz};
    BinaryArray bytes{bytea}, sha256{bytea}, sm3{bytea};

    void add(std::size_t ordinal, std::size_t place, ports::NewLeaf const& leaf) {
        item.add_int4(ordinal);
        nth.add_int4(place);
        id.add_uuid(leaf.id.bytes());
        type.add_bytes(leaf.type);
        recorded_at.add_timestamp(leaf.recorded_at);
        bytes.add_bytes(leaf.bytes);
        sha256.add_hash(leaf.hash.sha256);
        sm3.add_hash(leaf.hash.sm3);
    }
    void take(Parameters& out) {
        for (auto* array : {&item, &nth, &id, &type, &recorded_at, &bytes, &sha256, &sm3}) {
            out.push_back(Parameter::array(array->take()));
        }
    }
};

struct Payloads {
    BinaryArray item{int4}, event{uuid}, index{int4}, seal{text}, salt{bytea}, bytes{bytea};

    void add(std::size_t ordinal, EventId const& id, ports::NewPayload const& payload) {
        item.add_int4(ordinal);
        event.add_uuid(id.bytes());
        index.add_int4(payload.index);
        seal.add_bytes(procedure::code(payload.seal));
        salt.add_hash(payload.salt);
        bytes.add_bytes(payload.bytes);
    }
    void take(Parameters& out) {
        for (auto* array : {&item, &event, &index, &seal, &salt, &bytes})
            out.push_back(Parameter::array(array->take()));
    }
};

struct Conditions {
    BinaryArray item{int4}, stream{text}, version{int8};

    void add(std::size_t ordinal, ports::Condition const& condition) {
        item.add_int4(ordinal);
        stream.add_bytes(condition.stream);
        version.add_int8(condition.version);
    }
    void take(Parameters& out) {
        for (auto* array : {&item, &stream, &version})
            out.push_back(Parameter::array(array->take()));
    }
};

struct Documents {
    BinaryArray item{int4}, sha256{bytea}, sm3{bytea};

    void add(std::size_t ordinal, Digest const& digest) {
        item.add_int4(ordinal);
        sha256.add_hash(digest.sha256);
        sm3.add_hash(digest.sm3);
    }
    void take(Parameters& out) {
        for (auto* array : {&item, &sha256, &sm3})
            out.push_back(Parameter::array(array->take()));
    }
};

struct DecisionRows {
    BinaryArray item{int4}, decision{uuid}, body{text};

    void add(std::size_t ordinal, ports::DecisionRow const& row) {
        item.add_int4(ordinal);
        decision.add_uuid(row.decision.bytes());
        body.add_bytes(row.body);
    }
    void take(Parameters& out) {
        for (auto* array : {&item, &decision, &body})
            out.push_back(Parameter::array(array->take()));
    }
};

// find() has no index on ids: it looks among the events of the millisecond that the id tells.
bool id_tells_time(ports::NewLeaf const& leaf) {
    std::int64_t milliseconds = 0;
    for (std::size_t at = 0; at < 6; ++at) {
        milliseconds = milliseconds * 256 + leaf.id.bytes()[at];
    }
    return std::chrono::floor<std::chrono::milliseconds>(leaf.recorded_at).time_since_epoch().count() == milliseconds;
}

}  // namespace

void check(ports::AppendItem const& item) {
    JUECE_ASSERT(!item.stream.empty() && !item.leaves.empty(), "an item has a stream and at least one leaf");
    for (auto const& leaf : item.leaves) {
        JUECE_ASSERT(id_tells_time(leaf), "an event id begins with the millisecond of its recorded_at");
    }
    for (auto const& payload : item.payloads) {
        JUECE_ASSERT(payload.leaf < item.leaves.size(), "a payload belongs to a leaf of its item");
    }
}

std::size_t bytes_of(ports::AppendItem const& item) {
    std::size_t bytes = item.row ? item.row->body.size() : 0;
    for (auto const& leaf : item.leaves) {
        bytes += leaf.bytes.size();
    }
    for (auto const& payload : item.payloads) {
        bytes += payload.bytes.size();
    }
    return bytes;
}

Parameters append_parameters(LogName const& log, std::span<ports::AppendItem const* const> items) {
    Items heads;
    Leaves leaves;
    Payloads payloads;
    Conditions conditions;
    Documents documents;
    DecisionRows rows;
    std::set<DecisionId> rows_of;
    std::size_t ordinal = 0;
    for (auto const* item : items) {
        ++ordinal;
        heads.add(*item);
        for (std::size_t nth = 0; nth < item->leaves.size(); ++nth)
            leaves.add(ordinal, nth, item->leaves[nth]);
        for (auto const& payload : item->payloads)
            payloads.add(ordinal, item->leaves[payload.leaf].id, payload);
        for (auto const& condition : item->conditions)
            conditions.add(ordinal, condition);
        for (auto const& digest : item->documents)
            documents.add(ordinal, digest);
        JUECE_ASSERT(!item->row || rows_of.insert(item->row->decision).second, "a decision's row stands in one item");
        if (item->row) rows.add(ordinal, *item->row);
    }
    Parameters parameters;
    parameters.reserve(27);
    parameters.push_back(Parameter::text(log.text()));
    heads.take(parameters);
    leaves.take(parameters);
    payloads.take(parameters);
    conditions.take(parameters);
    documents.take(parameters);
    rows.take(parameters);
    return parameters;
}

std::vector<ports::AppendOutcome> append_outcomes(Rows const& rows, std::size_t items) {
    auto const corrupt = [](char const* what) { return ports::WorldError{ports::WorldErrorKind::corrupt, what}; };
    if (rows.size() != items) throw corrupt("append_events answered for another number of items");
    std::vector<ports::AppendOutcome> outcomes(items);
    for (std::size_t row = 0; row < items; ++row) {
        auto const ordinal = rows.number(row, 0);
        auto const code = rows.number(row, 1);
        if (ordinal < 1 || ordinal > items || code > 2) throw corrupt("append_events gave an answer that is not known");
        constexpr ports::Appended by_code[] = {
            ports::Appended::appended, ports::Appended::stale, ports::Appended::missing_document};
        auto& outcome = outcomes[ordinal - 1];
        outcome.what = by_code[code];
        outcome.first_seq = outcome.what == ports::Appended::appended ? rows.number(row, 2) : 0;
    }
    return outcomes;
}

}  // namespace juece::postgres
