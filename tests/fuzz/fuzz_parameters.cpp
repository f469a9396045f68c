// Queries and header fields: what is read is in its range and has one spelling, what is not leaves its fault.
#include <optional>

#include "adapters/http/parameters.hpp"
#include "adapters/http/target.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/service/idempotency.hpp"

namespace juece::fuzz {
namespace {

constexpr std::uint64_t beyond_numbers = 1'000'000'000'000'000;

std::string_view take_line(std::string_view& rest) {
    auto const end = rest.find('\n');
    auto const line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

// Nothing if the first line is no target.
std::optional<http::Request> request_of(std::string_view bytes) {
    auto target = http::parse_target(take_line(bytes));
    if (!target) return std::nullopt;
    http::Request request;
    request.parameters = {"log", target.value().segments.back()};
    request.query = std::move(target.value().query);
    while (!bytes.empty()) {
        auto const line = take_line(bytes);
        auto const colon = line.find(": ");
        if (colon != std::string_view::npos) request.fields.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return request;
}

class Judge {
public:
    explicit Judge(http::Request const& request) : request_{request} {}

    // The value, if it was taken; else its fault is the outcome, if it is the first.
    template <class T>
    std::optional<T> taken(Result<T, http::Trouble> const& read) {
        if (read) return read.value();
        auto const& trouble = read.error();
        JUECE_ASSERT(http::status_of(trouble.code) == 400, "a parameter is malformed, nothing else");
        JUECE_ASSERT(!trouble.detail.empty() && trouble.members.has("faults"), "the fault is told");
        auto const& faults = *trouble.members.find("faults")->list();
        if (outcome_.empty()) outcome_ = faults.front().object()->text("code");
        return std::nullopt;
    }

    std::string_view query(std::string_view name) const {
        auto const at = request_.query.find(name);
        return at == request_.query.end() ? std::string_view{} : std::string_view{at->second};
    }

    std::string outcome() const { return outcome_.empty() ? "accepted" : outcome_; }

private:
    http::Request const& request_;
    std::string outcome_;
};

void check_query(Judge& judge, http::Request const& request) {
    if (auto const limit = judge.taken(http::limit_of(request, 100)))
        JUECE_ASSERT(*limit >= 1 && *limit <= http::page_max, "a page has its limit");
    if (auto const after = judge.taken(http::number_of(request, "after")); after && *after)
        JUECE_ASSERT(**after < beyond_numbers, "a number is one of JSON too");
    if (auto const day = judge.taken(http::day_of(request, "day")); day && *day)
        JUECE_ASSERT(text(**day) == judge.query("day"), "a day has one spelling");
    if (auto const organ = judge.taken(http::organ_of(request, "organ")); organ && *organ)
        JUECE_ASSERT((*organ)->text() == judge.query("organ"), "a code has one spelling");
    if (auto const post = judge.taken(http::post_of(request, "post")); post && *post)
        JUECE_ASSERT((*post)->text() == judge.query("post"), "a code has one spelling");
    if (auto const role = judge.taken(http::role_of(request, "role")); role && *role)
        JUECE_ASSERT(procedure::code(**role) == judge.query("role"), "a role has one code");
    judge.taken(http::flag_of(request, "dry_run"));
    if (auto const word = judge.taken(http::word_in(request, "category")))
        JUECE_ASSERT(*word == judge.query("category"), "a word is what was written");
    if (auto const at = judge.taken(http::as_of(request)); at && *at)
        JUECE_ASSERT(parse_timestamp(juece::text(**at)) == *at, "a moment can be written");
}

void check_fields(Judge& judge, http::Request const& request) {
    if (auto const version = judge.taken(http::if_match(request)); version && *version)
        JUECE_ASSERT(**version < beyond_numbers, "a version is a number of JSON too");
    if (auto const key = judge.taken(http::idempotency_key(request, true)))
        JUECE_ASSERT(key->empty() || service::is_idempotency_key(*key), "a key is long enough");
}

}  // namespace

std::string parameters(std::string_view bytes) {
    auto const request = request_of(bytes);
    if (!request) return "bad_target";
    Judge judge{*request};
    check_query(judge, *request);
    check_fields(judge, *request);
    if (auto const id = http::decision_of(*request))
        JUECE_ASSERT(id.value().text() == request->parameters.back(), "an id has one spelling");
    return judge.outcome();
}

}  // namespace juece::fuzz
