// Bytes of requests, in the form of docs/formats/http.md.
#include "tools/bench/requests.hpp"

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "adapters/http/target.hpp"
#include "adapters/system/clock.hpp"
#include "workflow/core/digest_value.hpp"

namespace juece::bench {
namespace {

constexpr std::size_t variants = 16;
constexpr std::chrono::hours token_life{12};

std::string body_of(Step const& step) {
    Object body{{"command", step.command}, {"data", step.data}};
    List documents;
    for (auto const& document : step.documents)
        documents.emplace_back(Object{{"digest", digest_value(document.digest)}, {"role", document.role}});
    if (!documents.empty()) body.set("documents", std::move(documents));
    return codec::serialize(body);
}

std::string tail_of(Step const& step) {
    auto const body = body_of(step);
    return fmt::format("\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace

std::string token_of(crypto::TokenIssuer const& issuer, service::Identity const& official) {
    auto const now = system::SystemClock{}.now();
    return issuer.issue(
        {official.person, official.post, official.organ, official.roles, official.auth, now + token_life}, now
    );
}

Requests::Requests(RequestSettings settings, Papers const& papers, crypto::TokenIssuer const& issuer)
    : wrong_order_{tail_of(wrong_order())},
      decisions_{fmt::format("POST /v1/logs/{}/decisions", http::escape_segment(settings.log.text()))},
      fields_{fmt::format(
          " HTTP/1.1\r\nHost: {}:{}\r\nContent-Type: application/json\r\nAuthorization: Bearer ",
          settings.server.host,
          settings.server.port
      )} {
    for (std::size_t variant = 0; variant < variants; ++variant) {
        auto const& course = courses_.emplace_back(make_course(papers, settings.text_bytes, variant));
        auto& tails = tails_.emplace_back();
        for (auto const& step : course)
            tails.push_back(tail_of(step));
    }
    for (std::size_t item = 0; item < settings.items; ++item) {
        for (std::size_t duty = 0; duty < duty_count; ++duty)
            tokens_.push_back(token_of(issuer, official(static_cast<Duty>(duty), item)));
    }
}

std::size_t Requests::body_bytes() const {
    std::size_t sum = 0;
    for (auto const& step : courses_.front())
        sum += body_of(step).size();
    return sum / steps();
}

void Requests::write_step(std::string& out, Case const& item) {
    write(out, item, step_of(item).by, tails_[item.number % variants][item.step]);
}

void Requests::write_wrong_order(std::string& out, Case const& item) {
    write(out, item, bench::wrong_order().by, wrong_order_);
}

void Requests::write(std::string& out, Case const& item, Duty by, std::string const& tail) {
    out = decisions_;
    if (item.decision) {
        out += '/';
        out += item.decision->text();
        out += "/commands";
    }
    out += fields_;
    out += tokens_[item.number * duty_count + static_cast<std::size_t>(by)];
    out += "\r\nIdempotency-Key: ";
    fmt::format_to(std::back_inserter(out), "{:016x}{:016x}", random_(), random_());
    out += tail;
}

}  // namespace juece::bench
