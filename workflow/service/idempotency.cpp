// Digests of keys and bodies.
#include "workflow/service/idempotency.hpp"

#include <algorithm>

#include "workflow/core/digest_value.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {
namespace {

using namespace std::string_view_literals;
constexpr auto zero = "\0"sv;

// What commands of decisions and of the register have in common, with nothing that differs when it is asked again (an
// absent occurred_at stays absent).
template <class Request>
Object canonical_envelope(Request const& request) {
    Object body{{"command", request.command}};
    body.set("data", request.data);
    if (request.occurred_at) body.set("occurred_at", text(*request.occurred_at));
    List documents;
    for (auto const& document : request.documents) {
        documents.emplace_back(Object{
            {"digest", digest_value(document.digest)}, {"number", document.number}, {"role", document.role}});
    }
    if (!documents.empty()) body.set("documents", std::move(documents));
    return body;
}

Object canonical_command(CommandRequest const& request) {
    auto body = canonical_envelope(request);
    if (request.decision) body.set("decision", request.decision->text());
    List reasons;
    for (auto const& reason : request.reasons) {
        reasons.emplace_back(Object{{"rule", reason.rule}, {"text", reason.text}});
    }
    if (!reasons.empty()) body.set("reasons", std::move(reasons));
    if (request.performer) {
        body.set(
            "performer", Object{{"person", request.performer->person.text()}, {"post", request.performer->post.text()}}
        );
    }
    if (request.late_entry) {
        body.set(
            "late_entry",
            Object{{"approved_by", request.late_entry->approved_by.text()}, {"reason", request.late_entry->reason}}
        );
    }
    return body;
}

}  // namespace

bool is_idempotency_key(std::string_view key) {
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return key.size() >= 22 && key.size() <= 64 && std::all_of(key.begin(), key.end(), allowed);
}

Hash256 key_digest(ports::Hasher const& hasher, LogName const& log, PersonId person, std::string_view key) {
    return hasher.sha256({"juece/key/1"sv, zero, log.text(), zero, person.text(), zero, key});
}

Hash256 body_digest(ports::Hasher const& hasher, ports::EventCodec const& codec, CommandRequest const& request) {
    return hasher.hmac_sha256(request.idempotency_key, codec.canonical(canonical_command(request)));
}

Hash256 body_digest(ports::Hasher const& hasher, ports::EventCodec const& codec, RegisterRequest const& request) {
    return hasher.hmac_sha256(request.idempotency_key, codec.canonical(canonical_envelope(request)));
}

DecisionId decision_id(ports::Hasher const& hasher, LogName const& log, PersonId person, std::string_view key) {
    auto const hash = hasher.sha256({"juece/id/1"sv, zero, log.text(), zero, person.text(), zero, key});
    UuidBytes bytes{};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x80U);  // version 8
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);  // variant of RFC 9562
    return DecisionId{bytes};
}

}  // namespace juece::service
