// A request and a reply as the handlers see them: no Beast, no socket.
//
// Field names of a request are lowercase. Threads: plain values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace juece::http {

using Field = std::pair<std::string, std::string>;
using Query = std::map<std::string, std::string, std::less<>>;

struct Route;

struct Request {
    std::string id;                       // X-Request-Id, ours
    std::string method;                   // "GET"
    std::string path;                     // as sent, without the query: for the log
    std::vector<std::string> parameters;  // those of the route's pattern, decoded, in order
    Query query;
    std::vector<Field> fields;
    std::string body;              // of a route that takes JSON
    Route const* route = nullptr;  // once it is found

    // The field's value; empty if it is absent. No field that we read may come twice (framing.hpp).
    std::string_view field(std::string_view name) const;
    bool has_field(std::string_view name) const;  // an empty one too
};

struct Reply {
    unsigned status = 200;
    std::vector<Field> fields;
    std::string media_type = "application/json";
    std::string body;
    bool headers_only = false;  // the answer to HEAD: its body is counted, but not sent
};

}  // namespace juece::http
