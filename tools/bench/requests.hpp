// The requests of a load over HTTP, built before it begins: per step of the course the body, per official the token.
// What is left for the moment of sending is to put four pieces and a fresh key together.
//
// Threads: constant once made, but for the key: one at a time.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/crypto/jwt.hpp"
#include "adapters/http/client.hpp"
#include "tools/bench/caseload.hpp"
#include "tools/bench/course.hpp"
#include "tools/scenario/driver.hpp"

namespace juece::bench {

struct RequestSettings {
    http::Endpoint server;
    LogName log;
    std::size_t items = 0;
    std::size_t text_bytes = 0;
};

// The token of an official, good for long enough.
std::string token_of(crypto::TokenIssuer const& issuer, service::Identity const& official);

class Requests {
public:
    // Requires: papers for all roles, uploaded to that log.
    Requests(RequestSettings settings, Papers const& papers, crypto::TokenIssuer const& issuer);

    std::size_t steps() const { return courses_.front().size(); }
    Step const& step_of(Case const& item) const { return courses_[item.number % courses_.size()][item.step]; }
    // On average, of a command's body.
    std::size_t body_bytes() const;

    // A whole request with a key of its own, in place of what `out` held: the item's next step, or the wrong one.
    void write_step(std::string& out, Case const& item);
    void write_wrong_order(std::string& out, Case const& item);

private:
    void write(std::string& out, Case const& item, Duty by, std::string const& tail);

    std::vector<std::vector<Step>> courses_;       // by variant: the same steps with other texts
    std::vector<std::vector<std::string>> tails_;  // by variant and step: length and body
    std::string wrong_order_;                      // the same of the wrong step
    std::string decisions_;                        // "POST /v1/logs/…/decisions"
    std::string fields_;                           // from the version to "Bearer "
    std::vector<std::string> tokens_;              // by item and duty
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace juece::bench
