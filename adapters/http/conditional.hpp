// ETag and If-None-Match: an answer that the client has already is 304 and not sent again. Pure; threads: any.
//
// Only for answers that their ETag tells wholly; a menu of now changes with the day and is never one.
#pragma once

#include "adapters/http/environment.hpp"
#include "adapters/http/message.hpp"

namespace juece::http {

// For how long a client may keep an answer: it asks each time, it keeps it for a day, or for an hour.
enum class Keeping : std::uint8_t { revalidated, immutable, vocabulary };

// Whether the request's If-None-Match names this ETag (with its quotes).
bool is_known(Request const& request, std::string_view etag);
// The fields of an answer that may be kept: ETag, Cache-Control, Vary.
std::vector<Field> keeping_fields(std::string etag, Keeping keeping);
// The reply with these fields beside its own; or 304 without a body.
Reply conditional(Request const& request, Reply reply, std::string etag, Keeping keeping = Keeping::revalidated);
// "…": the SHA-256 of a body.
std::string etag_of_body(Environment const& environment, std::string_view body);

}  // namespace juece::http
