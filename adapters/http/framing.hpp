// The first look at a request's raw head, before Beast parses it: what two programs could read differently is refused
// (RFC 9112: request smuggling), so that Beast never has to choose.
//
// Refused: a bare CR or LF, NUL and other control bytes, bytes above 7E, folded lines, blanks before a colon, names
// that are no token, Transfer-Encoding beside Content-Length, any other coding than "chunked", Content-Length that is
// not digits, a second field of a kind that we read, HTTP/1.1 without Host, versions other than 1.0 and 1.1, a
// request target that does not begin with "/". Pure; threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace juece::http {

struct HeadScan {
    enum class Verdict { incomplete, complete, malformed, too_large };
    Verdict verdict{};
    std::size_t size = 0;  // bytes of the head with its empty line, if complete
    std::string reason;    // English, if malformed
};

// `bytes` is what has come in so far; a head may have at most `limit_bytes`.
HeadScan scan_head(std::string_view bytes, std::size_t limit_bytes);

}  // namespace juece::http
