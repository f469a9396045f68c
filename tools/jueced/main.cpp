// jueced: reads the configuration, then serves, migrates, or only checks.
#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <sys/resource.h>

#include "adapters/crypto/hashing.hpp"
#include "adapters/crypto/keys.hpp"
#include "adapters/postgres/migrations.hpp"
#include "adapters/system/config.hpp"
#include "tools/jueced/journal.hpp"
#include "tools/jueced/options.hpp"
#include "tools/jueced/serve.hpp"
#include "tools/jueced/signals.hpp"
#include "workflow/ports/world_error.hpp"

namespace {

using namespace juece;
using jueced::Mode;

constexpr int failed = 1;
constexpr int misconfigured = 2;

// A connection takes a descriptor, and the usual soft limit is 1,024.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

std::optional<std::vector<crypto::PublicKey>> read_keys(system::Config const& config) {
    std::vector<crypto::PublicKey> keys;
    bool all_good = true;
    for (auto const& path : config.identity.keys) {
        std::ifstream file{path, std::ios::binary};
        std::string const pem{std::istreambuf_iterator<char>{file}, {}};
        auto key = file ? crypto::PublicKey::from_pem(pem) : crypto::KeyError{"无法读取"};
        if (key) {
            keys.push_back(std::move(key.value()));
        } else {
            fmt::print(stderr, "identity.keys {}:{}\n", path.string(), key.error().message);
            all_good = false;
        }
    }
    return all_good ? std::optional{std::move(keys)} : std::nullopt;
}

int migrate(system::Config const& config) {
    if (!config.database.owner) {
        fmt::print(stderr, "database.owner:缺少此项,--migrate 以它建立和升级数据库\n");
        return misconfigured;
    }
    postgres::MigrationSettings const settings{
        config.database.admin.value_or(""), *config.database.owner, config.paths.schemas / "sql"};
    auto const applied = postgres::migrate(settings, crypto::Hashing{});
    for (auto const& name : applied)
        fmt::print("已执行 {}\n", name);
    fmt::print("数据库结构已是最新\n");
    return 0;
}

int run(jueced::Options const& options) {
    // Whoever is told to end before he has begun, ends as he would later.
    if (options.mode == Mode::serve) jueced::hold_signals();
    auto const loaded = system::load_config(options.config);
    if (!loaded) {
        for (auto const& fault : loaded.error())
            fmt::print(stderr, "{}: {}\n", options.config.string(), system::text(fault));
        return misconfigured;
    }
    auto const& config = loaded.value();
    if (options.mode == Mode::migrate) return migrate(config);
    auto keys = read_keys(config);
    if (!keys) return misconfigured;
    if (options.mode == Mode::check) {
        fmt::print("配置有效\n");
        return 0;
    }
    jueced::Journal const journal{config.log.level};
    return jueced::serve(config, std::move(*keys), journal);
}

}  // namespace

int main(int argc, char** argv) {
    int exit_code = 0;
    auto const options = jueced::parse_options(argc, argv, exit_code);
    if (!options) return exit_code;
    raise_descriptor_limit();
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return run(*options);
    } catch (ports::WorldError const& error) {
        fmt::print(stderr, "jueced: {}\n", error.what());
        return failed;
    }
}
