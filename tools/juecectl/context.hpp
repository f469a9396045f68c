// What every subcommand works with: the global options, the way to the server, and where to print.
//
// Lifetime: lives in main(), outlives every subcommand's callback. Threads: one.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/hashing.hpp"
#include "tools/juecectl/exit_code.hpp"
#include "tools/juecectl/identity.hpp"
#include "tools/scenario/http_driver.hpp"
#include "tools/scenario/wording.hpp"

namespace juece::juecectl {

class Context {
public:
    Context();

    // --server, --log, --json; they may stand before or behind the subcommand.
    void add_global_options(CLI::App& app);

    // The server of --server or JUECE_URL, as the person who is logged in. Throws UsageError if there is neither.
    scenario::HttpDriver& server();
    // The same, set to the log of --log or JUECE_LOG.
    scenario::HttpDriver& log();

    std::string server_given() const { return server_; }  // by --server itself, else empty
    bool json() const { return json_; }
    scenario::Paint paint() const { return scenario::Paint{colour_}; }
    std::size_t columns() const { return columns_; }
    codec::LeafCodec const& codec() const { return codec_; }
    crypto::Hashing const& hasher() const { return hasher_; }
    std::string canonical(Value const& value) const { return codec_.canonical(value); }
    // The logged-in person is told by the token alone.
    static scenario::Person const& me();

    // Runs `work` when the subcommand is chosen; what it returns is the exit code.
    void on(CLI::App& subcommand, std::function<int()> work);
    int exit_code() const { return exit_code_; }

private:
    std::string server_;
    std::string log_;
    bool json_ = false;
    bool colour_ = false;
    std::size_t columns_ = 0;
    codec::LeafCodec codec_;
    crypto::Hashing hasher_;
    std::unique_ptr<scenario::HttpDriver> driver_;
    int exit_code_ = exit_done;
};

// For https: JUECE_CA (the CA file that the server's certificate is judged by; otherwise the system's), and
// JUECE_CERTIFICATE with JUECE_KEY where the server asks for a certificate. Throws UsageError.
http::ClientTls tls_from_environment();

// What every subcommand has: the global options may follow it, and its help is in Chinese.
void adopt(CLI::App& subcommand);

// A decision's id as typed; throws UsageError.
DecisionId parse_decision(std::string const& typed);
// A log's name as typed; throws UsageError.
LogName parse_log(std::string const& typed);

// Where profiles and calendars are: JUECE_SCHEMAS, or the folder `schemas` here or above that file. Throws UsageError.
std::filesystem::path find_schemas(std::filesystem::path const& file);

void print(std::string const& text);  // to standard output

}  // namespace juece::juecectl
