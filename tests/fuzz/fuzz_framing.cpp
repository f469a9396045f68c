// A head is whole or not whatever piece of it came first, and Beast reads in it what we let pass.
#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "adapters/http/framing.hpp"
#include "adapters/http/target.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

namespace beast = boost::beast;
using http::HeadScan;
using Verdict = HeadScan::Verdict;

constexpr std::size_t head_bytes_max = 16 * 1024;  // as http::Limits has it

bool is_same(HeadScan const& a, HeadScan const& b) { return a.verdict == b.verdict && a.size == b.size; }

// What is refused early is refused in the end, and what is whole was incomplete a byte before.
void check_pieces(std::string_view bytes, HeadScan const& whole) {
    for (std::size_t size : {bytes.size() / 2, whole.size - std::min<std::size_t>(whole.size, 1)}) {
        if (size >= bytes.size()) continue;
        auto const piece = http::scan_head(bytes.substr(0, size), head_bytes_max);
        if (piece.verdict == Verdict::malformed) {
            JUECE_ASSERT(whole.verdict == Verdict::malformed, "no later byte makes a head good");
        } else if (whole.verdict == Verdict::complete && size < whole.size) {
            JUECE_ASSERT(piece.verdict == Verdict::incomplete, "a head is whole with its last byte");
        }
    }
}

std::size_t lines_in(std::string_view head) { return static_cast<std::size_t>(std::ranges::count(head, '\n')); }

// Beast may still refuse; if it reads, it reads the whole head, with as many fields as there are lines.
void check_beast(std::string_view head) {
    beast::http::request_parser<beast::http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(head_bytes_max));
    parser.body_limit(boost::none);
    beast::error_code ec;
    auto const used = parser.put(boost::asio::buffer(head.data(), head.size()), ec);
    if (ec || !parser.is_header_done()) return;
    auto const& message = parser.get();
    JUECE_ASSERT(used == head.size(), "both see the same end");
    auto const fields = static_cast<std::size_t>(std::distance(message.begin(), message.end()));
    JUECE_ASSERT(fields + 2 == lines_in(head), "both see the same fields");
    JUECE_ASSERT(message.count("content-length") + message.count("transfer-encoding") <= 1, "a body has one length");
    JUECE_ASSERT(message.count("host") == 1 || message.version() == 10, "HTTP/1.1 names its host");
    JUECE_ASSERT(!message.target().empty() && message.target().front() == '/', "a target begins with a slash");
    JUECE_ASSERT(
        parser.chunked() == (message.count("transfer-encoding") == 1) &&
            parser.content_length().has_value() == (message.count("content-length") == 1),
        "both see the same body"
    );
}

}  // namespace

std::string framing(std::string_view bytes) {
    auto const scan = http::scan_head(bytes, head_bytes_max);
    check_pieces(bytes, scan);
    switch (scan.verdict) {
        case Verdict::incomplete:
            JUECE_ASSERT(bytes.find("\r\n\r\n") == std::string_view::npos, "its end has not come");
            return "incomplete";
        case Verdict::too_large:
            JUECE_ASSERT(bytes.size() > head_bytes_max, "it is longer than allowed");
            return "too_large";
        case Verdict::malformed:
            JUECE_ASSERT(!scan.reason.empty(), "a refusal says why");
            return "malformed";
        case Verdict::complete:
            break;
    }
    JUECE_ASSERT(scan.size <= bytes.size() && scan.size <= head_bytes_max, "a head lies in the bytes");
    auto const head = bytes.substr(0, scan.size);
    JUECE_ASSERT(head.ends_with("\r\n\r\n"), "a head ends with an empty line");
    JUECE_ASSERT(is_same(http::scan_head(head, head_bytes_max), scan), "what follows a head does not change it");
    check_beast(head);
    return "accepted";
}

}  // namespace juece::fuzz
