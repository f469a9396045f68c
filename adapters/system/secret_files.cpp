// PEM by libcrypto, permissions by the file system.
#include "adapters/system/secret_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace juece::system {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 1024 * 1024;

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

// Without it libcrypto would ask for a pass phrase on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

std::optional<std::string> read(fs::path const& path) {
    std::error_code ec;
    if (!fs::is_regular_file(path, ec) || fs::file_size(path, ec) > file_bytes_max) return std::nullopt;
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

Bio reading(std::string const& text) { return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))}; }

Certificate certificate_in(std::string const& text) {
    auto const bio = reading(text);
    Certificate found{PEM_read_bio_X509(bio.get(), nullptr, no_pass_phrase, nullptr)};
    ERR_clear_error();
    return found;
}

Key private_key_in(std::string const& text) {
    auto const bio = reading(text);
    Key found{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, nullptr)};
    ERR_clear_error();
    return found;
}

FileFault fault_of_reading(fs::path const& path) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return "没有这个文件:" + path.string();
    if (!read(path)) return "读不了这个文件:" + path.string();
    return std::nullopt;
}

}  // namespace

FileFault fault_of_secret(fs::path const& path) {
    if (auto fault = fault_of_reading(path)) return fault;
    std::error_code ec;
    auto const everybody = fs::status(path, ec).permissions() & fs::perms::others_all;
    if (everybody == fs::perms::none) return std::nullopt;
    return "任何人都能读写这个文件,应当 chmod o= " + path.string();
}

FileFault fault_of_certificate(fs::path const& path) {
    if (auto fault = fault_of_reading(path)) return fault;
    if (certificate_in(*read(path))) return std::nullopt;
    return "应当是 PEM 证书(-----BEGIN CERTIFICATE-----):" + path.string();
}

FileFault fault_of_private_key(fs::path const& path) {
    if (auto fault = fault_of_secret(path)) return fault;
    if (private_key_in(*read(path))) return std::nullopt;
    return "应当是没有口令的 PEM 私钥(-----BEGIN PRIVATE KEY-----):" + path.string();
}

FileFault fault_of_public_key(fs::path const& path) {
    if (auto fault = fault_of_reading(path)) return fault;
    auto const text = *read(path);
    auto const bio = reading(text);
    Key const key{PEM_read_bio_PUBKEY(bio.get(), nullptr, no_pass_phrase, nullptr)};
    ERR_clear_error();
    if (key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519) return std::nullopt;
    return "应当是 Ed25519 公钥(PEM,-----BEGIN PUBLIC KEY-----):" + path.string();
}

FileFault fault_of_pair(fs::path const& certificate, fs::path const& key) {
    auto const shown = certificate_in(read(certificate).value_or(""));
    auto const held = private_key_in(read(key).value_or(""));
    if (!shown || !held) return std::nullopt;  // Said of each of them already.
    auto const fits = X509_check_private_key(shown.get(), held.get()) == 1;
    ERR_clear_error();
    if (fits) return std::nullopt;
    return "与证书不是一对:" + key.string();
}

std::string first_line(fs::path const& path) {
    auto text = read(path).value_or("");
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

}  // namespace juece::system
