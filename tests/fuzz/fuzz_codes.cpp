// Ids, codes, days, moments, digests, citations: whatever is read is written as it was.
#include "tests/fuzz/targets.hpp"
#include "workflow/calendar/notice.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/core/citation.hpp"
#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"
#include "workflow/core/time.hpp"
#include "workflow/procedure/vocabulary.hpp"
#include "workflow/rules/profile.hpp"
#include "workflow/service/queries.hpp"

namespace juece::fuzz {
namespace {

std::string kind_of(std::string_view bytes) {
    if (auto const id = DecisionId::parse(bytes)) {
        JUECE_ASSERT(id->text() == bytes, "an id has one text");
        return "id";
    }
    if (auto const day = parse_day(bytes)) {
        JUECE_ASSERT(text(*day) == bytes && beijing_day(start_of(*day)) == *day, "a day has one text");
        JUECE_ASSERT(beijing_day(last_moment_of(*day)) == *day, "a day ends in Beijing");
        return "day";
    }
    if (auto const at = parse_timestamp(bytes)) {
        JUECE_ASSERT(text(*at) == bytes, "a moment has one text");
        return "timestamp";
    }
    if (auto const hash = parse_hash(bytes)) {
        JUECE_ASSERT(hex(*hash) == bytes, "a hash has one text");
        return "hash";
    }
    if (auto const cited = parse_citation(bytes)) {
        JUECE_ASSERT(text(*cited) == bytes && !chinese_text(*cited).empty(), "a citation has one text");
        return "citation";
    }
    if (auto const role = procedure::parse_role(bytes)) {
        JUECE_ASSERT(procedure::code(*role) == bytes, "a role has one code");
        return "role";
    }
    if (calendar::is_document_number(bytes)) return "document_number";
    return is_code(bytes) ? "code" : "refused";
}

}  // namespace

std::string codes(std::string_view bytes) {
    auto const kind = kind_of(bytes);
    if (auto const code = OrganCode::parse(bytes))
        JUECE_ASSERT(code->text() == bytes && !bytes.empty() && bytes.size() <= 64, "a code is what was written");
    if (rules::is_profile_id(bytes)) {
        JUECE_ASSERT(bytes.find("..") == std::string_view::npos && bytes.front() != '/', "no path leaves its folder");
        JUECE_ASSERT(bytes.size() <= 64, "a profile's name is short");
    }
    if (auto const at = service::parse_as_of(bytes))
        JUECE_ASSERT(kind == "day" ? beijing_day(*at) == parse_day(bytes) : parse_timestamp(bytes) == at, "a moment");
    return kind;
}

}  // namespace juece::fuzz
