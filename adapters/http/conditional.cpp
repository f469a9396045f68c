// Comparing entity tags (RFC 9110 §13.1.2), and the fields of what may be kept.
#include "adapters/http/conditional.hpp"

#include <fmt/format.h>

namespace juece::http {

bool is_known(Request const& request, std::string_view etag) {
    auto list = request.field("if-none-match");
    if (list == "*") return true;
    while (!list.empty()) {
        auto const end = list.find(',');
        auto one = list.substr(0, end);
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        while (one.ends_with(' '))
            one.remove_suffix(1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag) return true;
    }
    return false;
}

std::vector<Field> keeping_fields(std::string etag, Keeping keeping) {
    std::string_view cache = "private, no-cache";
    if (keeping == Keeping::immutable) cache = "private, max-age=86400, immutable";
    if (keeping == Keeping::vocabulary) cache = "private, max-age=3600";
    return {{"ETag", std::move(etag)}, {"Cache-Control", std::string{cache}}, {"Vary", "Authorization"}};
}

Reply conditional(Request const& request, Reply reply, std::string etag, Keeping keeping) {
    if (is_known(request, etag)) reply = Reply{304, {}, reply.media_type, {}};
    for (auto& field : keeping_fields(std::move(etag), keeping))
        reply.fields.push_back(std::move(field));
    return reply;
}

std::string etag_of_body(Environment const& environment, std::string_view body) {
    auto const digester = environment.new_digester();
    digester->add(body);
    return fmt::format("\"{}\"", hex(digester->finish().sha256));
}

}  // namespace juece::http
