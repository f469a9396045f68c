// The table of problems, and the mappings into it.
#include "adapters/http/problem.hpp"

#include <array>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"

namespace juece::http {

namespace {

struct Entry {
    Code code;
    unsigned status;
    std::string_view text;
    std::string_view title;
};

constexpr std::array<Entry, 22> table{{
    {Code::malformed, 400, "malformed", "请求格式有误"},
    {Code::unauthenticated, 401, "unauthenticated", "未通过身份认证"},
    {Code::forbidden, 403, "forbidden", "无权进行此操作"},
    {Code::post_not_held, 403, "post_not_held", "不在此岗位"},
    {Code::unknown_log, 404, "unknown_log", "没有这个日志"},
    {Code::unknown_decision, 404, "unknown_decision", "没有这个决策事项"},
    {Code::unknown_event, 404, "unknown_event", "没有这个事件或者附件"},
    {Code::unknown_document, 404, "unknown_document", "没有这份文书"},
    {Code::unknown_path, 404, "unknown_path", "没有这个路径"},
    {Code::method_not_allowed, 405, "method_not_allowed", "此路径不支持该方法"},
    {Code::refused, 409, "refused", "依法不能办理"},
    {Code::stale, 412, "stale", "事项已被他人推进"},
    {Code::too_large, 413, "too_large", "请求过大"},
    {Code::unsupported_media_type, 415, "unsupported_media_type", "不支持的内容类型"},
    {Code::invalid, 422, "invalid", "请求内容不能成立"},
    {Code::unknown_command, 422, "unknown_command", "没有这个命令"},
    {Code::key_reused, 422, "key_reused", "幂等键已用于另一请求"},
    {Code::exists, 422, "exists", "名称已被使用"},
    {Code::state_secret, 422, "state_secret", "国家秘密不得录入"},
    {Code::busy, 503, "busy", "系统繁忙"},
    {Code::unavailable, 503, "unavailable", "服务暂不可用"},
    {Code::internal, 500, "internal", "系统内部错误"},
}};

constexpr std::string_view retry_after_seconds = "1";

Entry const& entry(Code code) {
    for (auto const& one : table) {
        if (one.code == code) return one;
    }
    JUECE_ASSERT(false, "every code of a problem has its row");
}

Code code_of(service::Problem problem) {
    switch (problem) {
        case service::Problem::invalid:
            return Code::invalid;
        case service::Problem::unknown_command:
            return Code::unknown_command;
        case service::Problem::key_reused:
            return Code::key_reused;
        case service::Problem::unknown_log:
            return Code::unknown_log;
        case service::Problem::unknown_decision:
            return Code::unknown_decision;
        case service::Problem::exists:
            return Code::exists;
        case service::Problem::not_rehearsal:
        case service::Problem::forbidden:
            return Code::forbidden;
        case service::Problem::post_not_held:
            return Code::post_not_held;
        case service::Problem::stale:
            return Code::stale;
        case service::Problem::busy:
            return Code::busy;
        case service::Problem::unavailable:
            return Code::unavailable;
        case service::Problem::corrupt:
            return Code::internal;
    }
    JUECE_ASSERT(false, "every problem of the service has its code");
}

List known_commands() {
    List names;
    for (auto const& spec : procedure::every_command())
        names.emplace_back(spec.name);
    return names;
}

}  // namespace

Object fault_view(procedure::Fault const& fault) {
    return Object{{"code", fault.code}, {"message", fault.message}, {"pointer", fault.pointer}};
}

List faults_view(std::vector<procedure::Fault> const& faults) {
    List list;
    for (auto const& fault : faults)
        list.emplace_back(fault_view(fault));
    return list;
}

List refusals_view(std::vector<rules::Refusal> const& refusals) {
    List all;
    for (auto const& one : refusals) {
        all.emplace_back(Object{
            {"article", text(one.cites)},
            {"level", code(one.level)},
            {"message", one.message},
            {"missing", one.missing},
            {"phrase", one.phrase},
            {"rule", one.rule}});
    }
    return all;
}

Trouble trouble_of(service::Failed const& failed) {
    Trouble trouble{code_of(failed.problem), failed.detail, {}, {}, {}};
    if (!failed.faults.empty()) trouble.members.set("faults", faults_view(failed.faults));
    if (trouble.code == Code::unknown_command) trouble.members.set("known", known_commands());
    if (trouble.code == Code::stale) trouble.members.set("version", failed.version);
    if (trouble.code == Code::internal) std::swap(trouble.cause, trouble.detail);
    return trouble;
}

Trouble trouble_of(service::Refused const& refused) {
    Object members{
        {"decision", refused.decision.text()},
        {"recorded", refused.recorded},
        {"refusals", refusals_view(refused.refusals)},
        {"version", refused.version}};
    std::string detail;
    for (auto const& one : refused.refusals) {
        if (!detail.empty()) detail += ";";
        detail += one.message;
    }
    return {Code::refused, std::move(detail), std::move(members), {}, {}};
}

Trouble trouble_of(ports::WorldError const& error) {
    if (!error.is_retryable()) return {Code::internal, {}, {}, {}, error.what()};
    if (error.kind() == ports::WorldErrorKind::busy) return {Code::busy, "系统繁忙,请稍后重试", {}, {}, error.what()};
    return {Code::unavailable, "暂时无法完成,请稍后重试", {}, {}, error.what()};
}

Trouble trouble_of_body(std::vector<procedure::Fault> const& faults, bool is_malformed) {
    auto const code = is_malformed ? Code::malformed : Code::invalid;
    return {code, faults.front().message, Object{{"faults", faults_view(faults)}}, {}, {}};
}

Trouble malformed(std::string pointer, std::string message, std::string code) {
    auto const fault = fault_view({std::move(code), std::move(pointer), message});
    return {Code::malformed, std::move(message), Object{{"faults", List{fault}}}, {}, {}};
}

unsigned status_of(Code code) { return entry(code).status; }
std::string_view text_of(Code code) { return entry(code).text; }

std::string_view title_of(Code code) { return entry(code).title; }

std::vector<Code> every_code() {
    std::vector<Code> codes;
    for (auto const& one : table)
        codes.push_back(one.code);
    return codes;
}

Reply render(Trouble const& trouble, std::string const& request_id, ports::EventCodec const& codec) {
    auto const& row = entry(trouble.code);
    auto body = trouble.members;
    body.set("type", fmt::format("urn:juece:problem:{}", row.text));
    body.set("title", row.title);
    body.set("status", static_cast<int>(row.status));
    body.set("instance", fmt::format("urn:juece:request:{}", request_id));
    if (!trouble.detail.empty()) body.set("detail", trouble.detail);
    Reply reply{row.status, trouble.fields, "application/problem+json", codec.canonical(body)};
    if (row.status == 401) reply.fields.emplace_back("WWW-Authenticate", "Bearer");
    if (row.status == 503) reply.fields.emplace_back("Retry-After", retry_after_seconds);
    return reply;
}

}  // namespace juece::http
