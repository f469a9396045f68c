// The fuzz targets. Each reads bytes as the outside sends them, asserts what must hold whatever they are, and returns
// the outcome: "accepted" or the code of the error. A file of the corpus is named by its outcome.
//
// Threads: one caller.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace juece::fuzz {

// Request bodies and leaves (adapters/codec).
std::string command(std::string_view bytes);
std::string entry(std::string_view bytes);  // in the register
std::string json(std::string_view bytes);
std::string leaf(std::string_view bytes);
std::string nfc_text(std::string_view bytes);
std::string rules_body(std::string_view bytes);  // and the notice or parameters in it

// A request before its body (adapters/http).
std::string framing(std::string_view bytes);
std::string media_type(std::string_view bytes);
std::string parameters(std::string_view bytes);  // a target, then header fields, a line each
std::string target(std::string_view bytes);

// Who somebody is (adapters/crypto), and what everything is called (workflow/core).
std::string base64url(std::string_view bytes);
std::string codes(std::string_view bytes);
// A token; or, with a line feed, header and payload that are signed before they are verified.
std::string jwt(std::string_view bytes);
std::string pem(std::string_view bytes);

// Files that an administrator writes (adapters/system, tools/juecectl), and scenarios.
std::string config(std::string_view bytes);
std::string notice(std::string_view bytes);
std::string personas(std::string_view bytes);
std::string profile(std::string_view bytes);
std::string scenario_file(std::string_view bytes);

// What a subscriber and juecectl are sent (adapters/kafka, tools/scenario).
std::string answers(std::string_view bytes);
std::string cloud_event(std::string_view bytes);  // headers, a line each, an empty line, the leaf
std::string journal(std::string_view bytes);
std::string raw_json(std::string_view bytes);
std::string subscriber(std::string_view bytes);  // each byte a delivery of a sample chain, whole or damaged

struct Target {
    std::string_view name;
    std::string (*run)(std::string_view bytes);
};

inline constexpr std::array targets{
    Target{"answers", answers},
    Target{"base64url", base64url},
    Target{"cloud_event", cloud_event},
    Target{"codes", codes},
    Target{"command", command},
    Target{"config", config},
    Target{"entry", entry},
    Target{"framing", framing},
    Target{"journal", journal},
    Target{"json", json},
    Target{"jwt", jwt},
    Target{"leaf", leaf},
    Target{"media_type", media_type},
    Target{"nfc_text", nfc_text},
    Target{"notice", notice},
    Target{"parameters", parameters},
    Target{"pem", pem},
    Target{"personas", personas},
    Target{"profile", profile},
    Target{"raw_json", raw_json},
    Target{"rules_body", rules_body},
    Target{"scenario_file", scenario_file},
    Target{"subscriber", subscriber},
    Target{"target", target},
};

}  // namespace juece::fuzz
