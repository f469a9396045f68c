// pgbench as a child process, and its answer.
#include "tools/bench/floor.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "adapters/postgres/session.hpp"
#include "tools/bench/figure.hpp"

namespace juece::bench {
namespace {

constexpr int connections = 16;

std::string contents(std::filesystem::path const& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error{"cannot read " + path.string()};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string pgbench() {
    std::filesystem::path newest;
    std::error_code error;
    for (auto const& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", error}) {
        auto const program = version.path() / "bin" / "pgbench";
        if (std::filesystem::exists(program)) newest = std::max(newest, program);
    }
    return newest.empty() ? "pgbench" : newest.string();
}

std::string shell_quoted(std::string const& text) {
    std::string quoted{"'"};
    for (auto const c : text)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

// Transactions per second, as pgbench prints them ("tps = 20123.4 (without initial connection time)").
double run_pgbench(std::string const& dsn, std::chrono::seconds length) {
    auto const command = fmt::format(
        "{} -n -M prepared -c {} -j 2 -T {} -f {} {} 2>&1",
        pgbench(),
        connections,
        length.count(),
        shell_quoted(JUECE_BENCH "/floor.sql"),
        shell_quoted(dsn)
    );
    std::string output;
    auto* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error{"cannot start pgbench"};
    char buffer[4'096];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr)
        output += buffer;
    ::pclose(pipe);
    auto const tps = output.find("\ntps = ");
    if (tps == std::string::npos) throw std::runtime_error{"pgbench: " + output};
    return std::stod(output.substr(tps + 7));
}

}  // namespace

Floor::Floor(std::string superuser_dsn) : dsn_{std::move(superuser_dsn)} {
    postgres::Session session{dsn_, {"bench", std::chrono::seconds{3}, std::chrono::milliseconds{0}}};
    auto const setup = contents(JUECE_BENCH "/floor_setup.sql");
    // VACUUM wants no company; everything else does not mind being alone.
    for (std::size_t at = 0; at < setup.size();) {
        auto const end = std::min(setup.find(";\n", at), setup.size());
        session.script(setup.substr(at, end - at));
        at = end + 2;
    }
}

void Floor::measure(std::chrono::seconds length) {
    per_second_.push_back(run_pgbench(dsn_, length));
    Figure{"floor", ""}.count("connections", connections).measure("per_second", per_second_.back(), 0).print();
}

double Floor::mean() const {
    auto const sum = std::accumulate(per_second_.begin(), per_second_.end(), 0.0);
    return sum / static_cast<double>(per_second_.size());
}

}  // namespace juece::bench
