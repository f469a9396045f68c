// Idempotency (docs/formats/leaf.md): what is kept of a client's key and of the body it came with, and the id of a
// new decision. The key itself is never stored or logged. Threads: pure functions.
#pragma once

#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/hasher.hpp"

namespace juece::service {

struct CommandRequest;
struct RegisterRequest;

// 22 to 64 characters of [A-Za-z0-9_-].
bool is_idempotency_key(std::string_view key);

// SHA-256("juece/key/1" 00 log 00 person 00 key)
Hash256 key_digest(ports::Hasher const& hasher, LogName const& log, PersonId person, std::string_view key);

// HMAC-SHA-256(key, canonical command): unsalted, it would let a subscriber guess what is sealed.
Hash256 body_digest(ports::Hasher const& hasher, ports::EventCodec const& codec, CommandRequest const& request);
Hash256 body_digest(ports::Hasher const& hasher, ports::EventCodec const& codec, RegisterRequest const& request);

// First 16 bytes of SHA-256("juece/id/1" 00 log 00 person 00 key), as a UUIDv8.
DecisionId decision_id(ports::Hasher const& hasher, LogName const& log, PersonId person, std::string_view key);

}  // namespace juece::service
