// juece-bench: W2, commands over HTTP against a running jueced, each answer checked, beside the floor.
//
// Prints one JSON line per figure (figure.hpp). Exit: 0 measured; 1 an answer was wrong, or the world failed; 2 usage.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/jwt.hpp"
#include "adapters/crypto/keys.hpp"
#include "tools/bench/floor.hpp"
#include "tools/bench/http_load.hpp"
#include "tools/bench/requests.hpp"
#include "tools/scenario/http_driver.hpp"

namespace juece::bench {
namespace {

struct Options {
    std::string server;
    std::string key_file;
    std::string issuer;
    std::string audience = "juece";
    std::string floor_dsn;
    std::size_t items = 2'000;
    std::size_t text_bytes = 1'024;
    unsigned seconds = 5;
    std::vector<std::size_t> in_flight{16, 64, 256};
    bool kafka = false;
};

crypto::TokenIssuer issuer_of(Options const& options) {
    std::ifstream file{options.key_file};
    auto key = crypto::PrivateKey::from_pem(std::string{std::istreambuf_iterator<char>{file}, {}});
    if (!key) throw std::runtime_error{options.key_file + ": " + key.error().message};
    return {std::move(key).value(), options.issuer, options.audience};
}

scenario::Person person_of(service::Identity const& official) {
    return {official.person, official.post, official.organ, official.roles, official.auth};
}

// A rehearsal of its own, with the course's documents in it.
LogName open_log(Options const& options, scenario::HttpDriver& driver) {
    auto const name = *LogName::parse(fmt::format("bench-{:08x}", std::random_device{}()));
    scenario::LogSpec const log{
        name, std::string{course_profile}, std::string{course_statute}, course_clock(), options.kafka};
    driver.open_log(log, person_of(official(Duty::organ, 0)));
    return name;
}

Papers upload_papers(scenario::HttpDriver& driver) {
    Papers papers;
    for (auto const role : paper_roles()) {
        auto const uploaded = driver.upload({std::string{role}, "text/plain"}, person_of(official(Duty::handler, 0)));
        papers.emplace(role, uploaded.digest);
    }
    return papers;
}

Figure figure_of(std::size_t in_flight, LoadResult& result, std::size_t body_bytes) {
    Figure figure{"w2", fmt::format("{} in flight", in_flight)};
    figure.measure("per_second", static_cast<double>(result.answered()) / result.seconds, 0);
    result.latencies.add_to(figure);
    figure.count("accepted", result.accepted).count("refused", result.refused);
    figure.count("deduplicated", result.deduplicated).count("body_bytes", body_bytes);
    figure.measure("generator_cores", result.own_cpu_seconds / result.seconds, 2);
    return figure;
}

void measure(Options const& options) {
    auto const server = http::parse_endpoint(options.server);
    if (!server) throw std::runtime_error{"--server is no http://host:port"};
    auto const issuer = issuer_of(options);
    codec::LeafCodec const codec;
    scenario::HttpDriver driver{
        {options.server,
         [&](scenario::Person const& p) {
             return token_of(issuer, {p.id, p.post, p.organ, p.roles, p.auth});
         }},
        codec};
    auto const log = open_log(options, driver);
    Requests requests{{*server, log, options.items, options.text_bytes}, upload_papers(driver), issuer};
    Caseload caseload{options.items, requests.steps()};
    HttpLoad load{*server, requests, caseload};

    std::optional<Floor> floor;
    if (!options.floor_dsn.empty()) floor.emplace(options.floor_dsn);
    std::chrono::seconds const length{options.seconds};
    std::vector<std::pair<Figure, double>> figures;
    if (floor) floor->measure(length);
    load.settle();
    for (auto const in_flight : options.in_flight) {
        auto result = load.run(in_flight, length);
        auto const rate = static_cast<double>(result.answered()) / result.seconds;
        figures.emplace_back(figure_of(in_flight, result, requests.body_bytes()), rate);
        if (floor) floor->measure(length);
    }
    for (auto& [figure, rate] : figures) {
        if (floor) figure.measure("of_floor", rate / floor->mean(), 2);
        figure.print();
    }
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app{
        "juece-bench: commands over HTTP against a running jueced that admits rehearsals, in a closed loop.\n"
        "1 KB of typed text in each, 1 % out of order, 1 % repeated; every answer is checked."};
    app.add_option("--server", options.server, "http://host:port")->envname("JUECE_URL")->required();
    app.add_option("--key", options.key_file, "PEM file of the key that signs tokens")
        ->envname("JUECE_ISSUER_KEY")
        ->required();
    app.add_option("--issuer", options.issuer, "issuer of tokens")->envname("JUECE_ISSUER")->required();
    app.add_option("--audience", options.audience, "audience of tokens")->capture_default_str();
    app.add_option("--in-flight", options.in_flight, "requests under way, one figure each")
        ->delimiter(',')
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "for each figure")->capture_default_str();
    app.add_option("--decisions", options.items, "decisions under way")->capture_default_str();
    app.add_option("--text-bytes", options.text_bytes, "typed text in a command")->capture_default_str();
    app.add_option("--floor", options.floor_dsn, "superuser's DSN in the server's database: measures the floor too");
    app.add_flag("--kafka", options.kafka, "relay the log's events to Kafka meanwhile");
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : 2;
    }
    measure(options);
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        return juece::bench::run(argc, argv);
    } catch (std::exception const& error) {
        std::cerr << "juece-bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
