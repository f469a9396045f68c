// What the handlers read out of a request: numbers, days and ids of path, query and header, each with its own trouble.
//
// Pure; threads: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"

namespace juece::http {

inline constexpr std::size_t page_max = 1'000;

// The decision that the path names second. An id that is none is unknown.
Result<DecisionId, Trouble> decision_of(Request const& request);

Result<std::size_t, Trouble> limit_of(Request const& request, std::size_t otherwise);
Result<std::optional<std::uint64_t>, Trouble> number_of(Request const& request, std::string_view name);
Result<std::optional<Day>, Trouble> day_of(Request const& request, std::string_view name);
// A day (its end in Beijing) or a moment.
Result<std::optional<Timestamp>, Trouble> moment_in(Request const& request, std::string_view name);
// A lowercase word such as `public_policy`; empty if it is absent.
Result<std::string, Trouble> word_in(Request const& request, std::string_view name);
Result<std::optional<OrganCode>, Trouble> organ_of(Request const& request, std::string_view name);
Result<std::optional<PostCode>, Trouble> post_of(Request const& request, std::string_view name);
Result<std::optional<procedure::Role>, Trouble> role_of(Request const& request, std::string_view name);
Result<bool, Trouble> flag_of(Request const& request, std::string_view name);
Result<std::optional<Timestamp>, Trouble> as_of(Request const& request);
Result<std::optional<std::uint64_t>, Trouble> if_match(Request const& request);
// Idempotency-Key; a dry run promises nothing, so it needs none.
Result<std::string, Trouble> idempotency_key(Request const& request, bool dry_run);

std::optional<std::uint64_t> parse_number(std::string_view digits);

Field etag(std::uint64_t version);

}  // namespace juece::http
