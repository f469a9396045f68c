// Reads, judges, remembers and writes tokens.
#include "adapters/crypto/jwt.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "adapters/codec/json.hpp"
#include "adapters/crypto/base64url.hpp"
#include "adapters/crypto/hashing.hpp"

namespace juece::crypto {
namespace {

constexpr auto clock_skew = std::chrono::seconds{60};  // between the issuer's clock and ours, for nbf and iat only
constexpr std::size_t roles_max = 16;

TokenError malformed() { return {"token_malformed", "登录凭证格式不正确"}; }
TokenError bad_claim(std::string_view claim) {
    return {"token_claims", "登录凭证缺少或者错填了 " + std::string{claim}};
}

struct Parts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signed_text;  // header "." payload
};

std::optional<Parts> split(std::string_view token) {
    auto const first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    auto const second = token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return Parts{
        token.substr(0, first),
        token.substr(first + 1, second - first - 1),
        token.substr(second + 1),
        token.substr(0, second)};
}

std::optional<Object> decode_object(std::string_view part) {
    auto const bytes = parse_base64url(part);
    if (!bytes) return std::nullopt;
    auto parsed = codec::parse(*bytes);
    if (!parsed || parsed.value().object() == nullptr) return std::nullopt;
    return *parsed.value().object();
}

// "crit" names extensions that we do not know and would have to (RFC 7515 §4.1.11).
std::optional<TokenError> judge_header(Object const& header) {
    if (header.text("alg") != "EdDSA") return TokenError{"token_algorithm", "登录凭证的签名算法必须是 EdDSA"};
    bool const other_type = header.has("typ") && header.text("typ") != "JWT" && header.text("typ") != "at+jwt";
    if (other_type || header.has("crit")) return malformed();
    return std::nullopt;
}

bool names_audience(Object const& payload, std::string_view audience) {
    auto const* claim = payload.find("aud");
    if (claim == nullptr) return false;
    if (auto const* one = claim->string()) return *one == audience;
    auto const* many = claim->list();
    return many != nullptr && std::find(many->begin(), many->end(), Value{audience}) != many->end();
}

// A NumericDate within the years that we can write.
std::optional<Timestamp> read_seconds(Object const& payload, std::string_view claim) {
    auto const* value = payload.find(claim);
    auto const* number = value != nullptr ? value->number() : nullptr;
    constexpr std::int64_t end_of_9999 = 253'402'300'799;
    if (number == nullptr || *number < 0 || *number > end_of_9999) return std::nullopt;
    return Timestamp{std::chrono::seconds{*number}};
}

std::optional<std::vector<procedure::Role>> read_roles(Object const& payload) {
    auto const* value = payload.find("roles");
    auto const* list = value != nullptr ? value->list() : nullptr;
    if (list == nullptr || list->empty() || list->size() > roles_max) return std::nullopt;
    std::vector<procedure::Role> roles;
    for (auto const& element : *list) {
        auto const* code = element.string();
        auto const role = code != nullptr ? procedure::parse_role(*code) : std::nullopt;
        if (!role || std::find(roles.begin(), roles.end(), *role) != roles.end()) return std::nullopt;
        roles.push_back(*role);
    }
    return roles;
}

bool is_auth(std::string_view code) {
    constexpr std::array<std::string_view, 6> known{
        "password", "otp", "certificate", "gateway", "machine", "rehearsal"};
    return std::find(known.begin(), known.end(), code) != known.end();
}

// A token whose signature is good, with the times between which it is.
struct Verified {
    Claims claims;
    Timestamp from{};
};

Result<Verified, TokenError> read_claims(Object const& payload) {
    Verified verified;
    auto& claims = verified.claims;
    auto const expires = read_seconds(payload, "exp");
    if (!expires) return bad_claim("exp");
    claims.expires = *expires;
    auto const issued = read_seconds(payload, "iat");
    if (!issued) return bad_claim("iat");
    verified.from = *issued;
    if (payload.has("nbf")) {
        auto const not_before = read_seconds(payload, "nbf");
        if (!not_before) return bad_claim("nbf");
        verified.from = std::max(verified.from, *not_before);
    }
    auto const person = PersonId::parse(payload.text("sub"));
    if (!person) return bad_claim("sub");
    claims.person = *person;
    auto const post = PostCode::parse(payload.text("post"));
    if (!post) return bad_claim("post");
    claims.post = *post;
    auto const organ = OrganCode::parse(payload.text("organ"));
    if (!organ) return bad_claim("organ");
    claims.organ = *organ;
    auto roles = read_roles(payload);
    if (!roles) return bad_claim("roles");
    claims.roles = std::move(*roles);
    claims.auth = payload.text("auth");
    if (!is_auth(claims.auth)) return bad_claim("auth");
    return verified;
}

std::optional<TokenError> judge_time(Verified const& verified, Timestamp now) {
    if (now >= verified.claims.expires) return TokenError{"token_expired", "登录凭证已经过期,请重新登录"};
    if (now + clock_skew < verified.from) return TokenError{"token_not_yet_valid", "登录凭证尚未生效"};
    return std::nullopt;
}

using Keys = std::shared_ptr<std::vector<PublicKey> const>;

Result<Verified, TokenError> verify_afresh(std::string_view token, TokenSettings const& settings, Keys const& keys) {
    auto const parts = split(token);
    if (!parts) return malformed();
    auto const header = decode_object(parts->header);
    if (!header) return malformed();
    if (auto error = judge_header(*header)) return *std::move(error);
    auto const signature = parse_base64url(parts->signature);
    if (!signature) return malformed();
    // Nothing of the payload is read before somebody whom we trust has signed it.
    auto const signs = [&](PublicKey const& key) { return key.verifies(parts->signed_text, *signature); };
    if (!std::any_of(keys->begin(), keys->end(), signs)) return TokenError{"token_signature", "登录凭证的签名无法验证"};
    auto const payload = decode_object(parts->payload);
    if (!payload) return malformed();
    if (payload->text("iss") != settings.issuer) return TokenError{"token_issuer", "登录凭证不是由认可的机构签发的"};
    if (!names_audience(*payload, settings.audience)) return TokenError{"token_audience", "登录凭证不是为本系统签发的"};
    return read_claims(*payload);
}

struct ByTail {
    std::size_t operator()(Hash256 const& hash) const {
        std::size_t tail = 0;
        std::memcpy(&tail, hash.data(), sizeof tail);
        return tail;
    }
};

}  // namespace

struct TokenVerifier::Cache {
    struct Entry {
        Hash256 token{};
        Verified verified;
    };

    // The entry, moved to the front; nullptr if there is none.
    Entry const* find(Hash256 const& token) {
        auto const found = places.find(token);
        if (found == places.end()) return nullptr;
        entries.splice(entries.begin(), entries, found->second);
        return &entries.front();
    }
    void forget(Hash256 const& token) {
        auto const found = places.find(token);
        if (found == places.end()) return;
        entries.erase(found->second);
        places.erase(found);
    }
    void remember(Hash256 const& token, Verified const& verified, std::size_t limit) {
        forget(token);
        entries.push_front({token, verified});
        places[token] = entries.begin();
        if (entries.size() > limit) forget(Hash256{entries.back().token});
    }

    mutable std::mutex mutex;
    Hashing hashing;
    Keys keys;
    std::list<Entry> entries;  // most recently used first
    std::unordered_map<Hash256, std::list<Entry>::iterator, ByTail> places;
};

TokenVerifier::TokenVerifier(TokenSettings settings, std::vector<PublicKey> keys)
    : settings_{std::move(settings)}, cache_{std::make_unique<Cache>()} {
    cache_->keys = std::make_shared<std::vector<PublicKey> const>(std::move(keys));
}

TokenVerifier::~TokenVerifier() = default;

Result<Claims, TokenError> TokenVerifier::verify(std::string_view token, Timestamp now) {
    if (token.size() > token_bytes_max) return TokenError{"token_too_long", "登录凭证过长"};
    auto const digest = cache_->hashing.sha256({token});
    Keys keys;
    {
        std::lock_guard const lock{cache_->mutex};
        keys = cache_->keys;
        if (auto const* entry = cache_->find(digest)) {
            auto error = judge_time(entry->verified, now);
            if (!error) return entry->verified.claims;
            cache_->forget(digest);
            return *std::move(error);
        }
    }
    auto verified = verify_afresh(token, settings_, keys);
    if (!verified) return std::move(verified).error();
    if (auto error = judge_time(verified.value(), now)) return *std::move(error);
    {
        std::lock_guard const lock{cache_->mutex};
        // If the keys were changed meanwhile, the verdict of the old ones is not remembered.
        if (cache_->keys == keys) cache_->remember(digest, verified.value(), settings_.cached_max);
    }
    return std::move(verified.value().claims);
}

void TokenVerifier::set_keys(std::vector<PublicKey> keys) {
    std::lock_guard const lock{cache_->mutex};
    cache_->keys = std::make_shared<std::vector<PublicKey> const>(std::move(keys));
    cache_->entries.clear();
    cache_->places.clear();
}

std::size_t TokenVerifier::cached() const {
    std::lock_guard const lock{cache_->mutex};
    return cache_->entries.size();
}

TokenIssuer::TokenIssuer(PrivateKey key, std::string issuer, std::string audience)
    : key_{std::move(key)}, issuer_{std::move(issuer)}, audience_{std::move(audience)} {}

std::string TokenIssuer::issue(Claims const& claims, Timestamp issued_at) const {
    auto const seconds = [](Timestamp at) {
        return std::int64_t{std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count()};
    };
    List roles;
    for (auto const role : claims.roles)
        roles.emplace_back(procedure::code(role));
    Object const payload{
        {"iss", issuer_},
        {"aud", audience_},
        {"exp", seconds(claims.expires)},
        {"iat", seconds(issued_at)},
        {"sub", claims.person.text()},
        {"post", claims.post.text()},
        {"organ", claims.organ.text()},
        {"roles", std::move(roles)},
        {"auth", claims.auth},
    };
    return sign(R"({"alg":"EdDSA","typ":"JWT"})", codec::serialize(payload));
}

std::string TokenIssuer::sign(std::string_view header_json, std::string_view payload_json) const {
    auto text = base64url(header_json) + '.' + base64url(payload_json);
    auto const signature = key_.sign(text);
    return text + '.' + base64url(signature);
}

}  // namespace juece::crypto
