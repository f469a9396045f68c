// The head of an answer (RFC 9112 §4, §5), byte for byte.
//
// Written here and not by Beast's serializer, which costs a fifth of the I/O thread under load (docs/operating/
// performance.md). Names and values are ours, never a client's: nothing in them is escaped. Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "workflow/core/time.hpp"

namespace juece::http {

// Status line, fields and the empty line. Content-Length counts the reply's body; a 304 has none (RFC 9110 §8.6). What
// the reply says of its keeping stands for our "no-store".
std::string answer_head(Reply const& reply, std::string_view request_id, Timestamp now, bool keep_alive);

}  // namespace juece::http
