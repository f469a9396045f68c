// Lines of the head of an answer.
#include "adapters/http/answer_head.hpp"

#include <algorithm>
#include <ctime>

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

namespace juece::http {
namespace {

constexpr std::string_view cache_control = "Cache-Control";

std::string date_at(std::time_t time) {
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[40];
    auto const size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, size};
}

// The text changes once a second.
std::string const& date_text(Timestamp at) {
    thread_local std::time_t last = 0;
    thread_local std::string text = date_at(last);
    auto const time = static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
    if (time != last) text = date_at(last = time);
    return text;
}

void add(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

}  // namespace

std::string answer_head(Reply const& reply, std::string_view request_id, Timestamp now, bool keep_alive) {
    namespace bhttp = boost::beast::http;
    auto const reason = bhttp::obsolete_reason(static_cast<bhttp::status>(reply.status));
    std::string head;
    head.reserve(512);
    head += "HTTP/1.1 ";
    head += fmt::format_int{reply.status}.c_str();
    head += ' ';
    head.append(reason.data(), reason.size());
    head += "\r\n";
    add(head, "Server", "jueced");
    add(head, "Date", date_text(now));
    add(head, "Content-Type", reply.media_type);
    add(head, "X-Request-Id", request_id);
    if (std::ranges::find(reply.fields, cache_control, &Field::first) == reply.fields.end())
        add(head, cache_control, "no-store");
    add(head, "X-Content-Type-Options", "nosniff");
    for (auto const& [name, value] : reply.fields)
        add(head, name, value);
    if (!keep_alive) add(head, "Connection", "close");
    if (reply.status != 304) add(head, "Content-Length", fmt::format_int{reply.body.size()}.c_str());
    head += "\r\n";
    return head;
}

}  // namespace juece::http
