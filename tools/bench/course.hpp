// The course that every decision of a speed figure takes: the first months of a real one, from the proposal to a draft
// on which the public is heard. One command is one event, judged by the rules of d713_2019 and carrying what a command
// of that kind carries: typed text that is sealed, documents, grounds. At its end the next decision begins.
//
// The mix follows from the course: of its twenty commands one opens a decision, ten are steps, nine are acts of record
// (docs/operating/performance.md). Threads: constant once made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/procedure/command.hpp"
#include "workflow/service/service.hpp"

namespace juece::bench {

enum class Duty : std::uint8_t { department, office, organ, handler };
inline constexpr std::size_t duty_count = 4;

// Whoever does this duty for that item: every item has officials of its own, so that no limit per person is met.
service::Identity official(Duty duty, std::size_t item);

struct Step {
    std::string command;
    Duty by{};
    std::string event_type;   // what the log answers, "cn.gov.juece.…"
    bool repeatable = false;  // an act of record that may be done again and again
    Object data;
    std::vector<procedure::Document> documents;
};

// Documents by the role in which commands name them.
using Papers = std::map<std::string, Digest, std::less<>>;

// The roles of all documents that a course names: upload one for each.
std::vector<std::string_view> paper_roles();

// Where a rehearsal's clock has to stand for the course's days to be good.
Timestamp course_clock();
inline constexpr std::string_view course_profile = "national";
inline constexpr std::string_view course_statute = "d713_2019";

// The course with typed text of `text_bytes` in every command that carries any; the text differs with the seed.
// Requires: papers for all roles.
std::vector<Step> make_course(Papers const& papers, std::size_t text_bytes, std::uint64_t seed);

// A command that nothing in the course prepares: refused at every point, with this rule and article.
Step wrong_order();
inline constexpr std::string_view wrong_order_rule = "step";
inline constexpr std::string_view wrong_order_article = "D713 29";

}  // namespace juece::bench
