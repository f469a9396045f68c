// Tokens and the token file.
#include "tools/juecectl/identity.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/codec/json.hpp"
#include "adapters/crypto/base64url.hpp"
#include "tools/juecectl/exit_code.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::juecectl {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::chrono::hours scenario_token_hours{12};

std::optional<std::string> read_file(std::filesystem::path const& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

[[noreturn]] void fail_on(std::filesystem::path const& file) {
    auto const why = std::generic_category().message(errno);
    throw WorldError{WorldErrorKind::unavailable, fmt::format("写不了 {}:{}", file.string(), why)};
}

}  // namespace

std::string environment(char const* name) {
    auto const* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): juecectl never changes its environment
    return value != nullptr ? value : "";
}

RehearsalTokens RehearsalTokens::from_environment() {
    auto const key_file = environment("JUECE_ISSUER_KEY");
    auto const issuer = environment("JUECE_ISSUER");
    if (key_file.empty() || issuer.empty()) {
        throw UsageError{"没有签发演练令牌的密钥:先 source .local/env(它设置 JUECE_ISSUER_KEY 和 JUECE_ISSUER)"};
    }
    auto const pem = read_file(key_file);
    if (!pem) throw UsageError{fmt::format("读不到密钥文件 {}(JUECE_ISSUER_KEY)", key_file)};
    auto key = crypto::PrivateKey::from_pem(*pem);
    if (!key) throw UsageError{fmt::format("{} 不是 Ed25519 私钥:{}", key_file, key.error().message)};
    auto audience = environment("JUECE_AUDIENCE");
    if (audience.empty()) audience = "juece";
    return RehearsalTokens{crypto::TokenIssuer{std::move(key).value(), issuer, audience}};
}

std::string RehearsalTokens::issue(scenario::Person const& person, std::chrono::hours valid) const {
    auto const now = clock_.now();
    return issuer_.issue({person.id, person.post, person.organ, person.roles, person.auth, now + valid}, now);
}

std::string RehearsalTokens::remembered(scenario::Person const& person) {
    auto const key = fmt::format("{} {} {}", person.id.text(), person.post.text(), person.organ.text());
    auto const at = tokens_.find(key);
    if (at != tokens_.end()) return at->second;
    return tokens_.emplace(key, issue(person, scenario_token_hours)).first->second;
}

std::filesystem::path token_file() {
    if (auto const file = environment("JUECE_TOKEN_FILE"); !file.empty()) return file;
    auto const home = environment("HOME");
    if (home.empty()) throw UsageError{"不知道令牌存在哪里:设置 HOME 或 JUECE_TOKEN_FILE"};
    return std::filesystem::path{home} / ".config" / "juece" / "token";
}

void store_token(std::filesystem::path const& file, std::string const& token) {
    std::error_code ignored;
    if (!file.parent_path().empty() && std::filesystem::create_directories(file.parent_path(), ignored)) {
        std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, ignored);
    }
    auto const fresh = file.string() + fmt::format(".{}", getpid());
    int const out = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (out < 0) fail_on(fresh);
    auto const text = token + "\n";
    bool const written = fchmod(out, S_IRUSR | S_IWUSR) == 0 &&
                         write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    bool const closed = close(out) == 0;
    if (!written || !closed || std::rename(fresh.c_str(), file.c_str()) != 0) {
        std::filesystem::remove(fresh, ignored);
        fail_on(file);
    }
}

std::optional<std::string> load_token(std::filesystem::path const& file) {
    auto token = read_file(file);
    if (!token) return std::nullopt;
    token->erase(token->find_last_not_of(" \r\n\t") + 1);
    return token;
}

std::optional<Object> claims_of(std::string const& token) {
    auto const first = token.find('.');
    auto const second = token.find('.', first + 1);
    if (first == std::string::npos || second == std::string::npos) return std::nullopt;
    auto const payload = crypto::parse_base64url(std::string_view{token}.substr(first + 1, second - first - 1));
    if (!payload) return std::nullopt;
    auto const value = codec::parse(*payload);
    auto const* object = value ? value.value().object() : nullptr;
    return object != nullptr ? std::optional{*object} : std::nullopt;
}

}  // namespace juece::juecectl
