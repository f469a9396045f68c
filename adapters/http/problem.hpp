// Problems (RFC 9457): the one place where what went wrong becomes a status, a code and a text for people.
//
// 409 is only ever the law's refusal. A 500 tells nothing but its id; what happened is in the log under that id.
// Pure; threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "workflow/core/result.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/world_error.hpp"
#include "workflow/service/service.hpp"

namespace juece::http {

enum class Code : std::uint8_t {
    malformed,
    unauthenticated,
    forbidden,
    post_not_held,
    unknown_log,
    unknown_decision,
    unknown_event,
    unknown_document,
    unknown_path,
    method_not_allowed,
    refused,
    stale,
    too_large,
    unsupported_media_type,
    invalid,
    unknown_command,
    key_reused,
    exists,
    state_secret,
    busy,
    unavailable,
    internal,
};

struct Trouble {
    Code code{};
    std::string detail;         // Chinese, for people
    Object members;             // beside the members that every problem has
    std::vector<Field> fields;  // of the answer's header, beside those that the code brings
    std::string cause;          // for the log, never sent
};

// What a handler answers.
using Outcome = Result<Reply, Trouble>;

Trouble trouble_of(service::Failed const& failed);
Trouble trouble_of(service::Refused const& refused);
Trouble trouble_of(ports::WorldError const& error);

// A body whose envelope cannot be taken: 400 if it could not be read at all, else 422.
Trouble trouble_of_body(std::vector<procedure::Fault> const& faults, bool is_malformed);
Trouble malformed(std::string pointer, std::string message, std::string code = "malformed");
Object fault_view(procedure::Fault const& fault);
List faults_view(std::vector<procedure::Fault> const& faults);
List refusals_view(std::vector<rules::Refusal> const& refusals);

unsigned status_of(Code code);
std::string_view text_of(Code code);   // "unknown_path"
std::string_view title_of(Code code);  // "没有这个路径"
std::vector<Code> every_code();
Reply render(Trouble const& trouble, std::string const& request_id, ports::EventCodec const& codec);

}  // namespace juece::http
