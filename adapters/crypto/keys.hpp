// Ed25519 keys (RFC 8032) as PEM texts (RFC 8410): what verifies tokens and what signs them.
//
// Lifetime: copies share the key. Threads: any. Errors: a text that is no such key gives an English sentence for the
// operator.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "workflow/core/result.hpp"

struct evp_pkey_st;

namespace juece::crypto {

struct KeyError {
    std::string message;
};

class PublicKey {
public:
    static Result<PublicKey, KeyError> from_pem(std::string_view pem);  // "-----BEGIN PUBLIC KEY-----"

    bool verifies(std::string_view message, std::string_view signature) const;
    std::string pem() const;

private:
    friend class PrivateKey;
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : key_{std::move(key)} {}
    std::shared_ptr<evp_pkey_st> key_;
};

class PrivateKey {
public:
    static Result<PrivateKey, KeyError> from_pem(std::string_view pem);  // "-----BEGIN PRIVATE KEY-----", not encrypted
    static PrivateKey generate();                                        // throws ports::WorldError if libcrypto cannot

    std::string sign(std::string_view message) const;  // 64 bytes
    PublicKey public_key() const;
    std::string pem() const;

private:
    explicit PrivateKey(std::shared_ptr<evp_pkey_st> key) : key_{std::move(key)} {}
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace juece::crypto
