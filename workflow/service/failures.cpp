// The sentences of these answers, and the codes of problems.
#include "workflow/service/failures.hpp"

#include <array>

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"

namespace juece::service {

std::string_view code(Problem problem) {
    constexpr std::array<std::string_view, 13> codes{
        "invalid",
        "unknown_command",
        "key_reused",
        "unknown_log",
        "unknown_decision",
        "exists",
        "forbidden",
        "stale",
        "busy",
        "unavailable",
        "internal",
        "post_not_held",
        "forbidden"};
    return codes.at(static_cast<std::size_t>(problem));
}

Failed invalid(std::vector<procedure::Fault> faults) {
    return {Problem::invalid, std::move(faults), "请求无法办理,请按所列问题更正"};
}

Failed busy() { return {Problem::busy, {}, "系统繁忙,请稍后以同一幂等键重试"}; }

Failed key_reused() {
    return {
        Problem::key_reused, {{"key_reused", "", "此 Idempotency-Key 已用于另一请求"}}, "同一幂等键不能用于不同的请求"};
}

Failed bad_key() {
    return invalid({{"bad_idempotency_key", "", "Idempotency-Key 须为 22 至 64 位的 A–Z、a–z、0–9、_ 或 -"}});
}

Failed unknown_command(std::string_view command) {
    return {
        Problem::unknown_command,
        {{"unknown_command", "/command", fmt::format("没有名为“{}”的命令", command)}},
        "没有这个命令"};
}

Failed stranger() { return {Problem::not_rehearsal, {}, "演练身份不能在正式日志中办理"}; }

Failed unknown_decision() { return {Problem::unknown_decision, {}, "没有这个决策事项"}; }

Failed unknown_organ(OrganCode const& organ) {
    return invalid({{"unknown_organ", "", fmt::format("登记簿中没有机关 {}", organ.text())}});
}

std::exception_ptr full_pool() {
    return std::make_exception_ptr(ports::WorldError{ports::WorldErrorKind::busy, "the pool's queue is full"});
}

Failed failed(std::exception_ptr const& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (ports::WorldError const& error) {
        if (error.kind() == ports::WorldErrorKind::busy) return busy();
        if (error.is_retryable()) return {Problem::unavailable, {}, "暂时无法保存,请稍后以同一幂等键重试"};
        return {Problem::corrupt, {}, error.what()};
    } catch (std::exception const& error) {
        return {Problem::corrupt, {}, error.what()};
    }
}

}  // namespace juece::service
