// Driver over HTTP (docs/formats/http.md): what a client of jueced does, and the reads that only a client needs.
//
// Every change carries its Idempotency-Key, so what went wrong on the way is sent again as it was: a server that is
// busy, unreachable or restarting is waited for, up to `patience`; then WorldError. A command's refusals and
// impossibilities are values, any other problem is a ProblemError. Threads: one caller.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/client.hpp"
#include "tools/scenario/driver.hpp"
#include "workflow/ports/event_codec.hpp"

namespace juece::scenario {

// An answer of class 4xx or 5xx that is no answer of the law.
class ProblemError : public DriverError {
public:
    ProblemError(unsigned status, std::string code, std::string const& what)
        : DriverError{what}, status_{status}, code_{std::move(code)} {}
    unsigned status() const { return status_; }
    std::string const& code() const { return code_; }

private:
    unsigned status_;
    std::string code_;
};

// The token to send for a person.
using TokenOf = std::function<std::string(Person const&)>;

struct HttpSettings {
    std::string url;  // "http://127.0.0.1:8080", "https://…"
    TokenOf token_of;
    std::chrono::milliseconds patience{20'000};
    http::ClientTls tls{};  // of https
};

class HttpDriver final : public Driver {
public:
    // Throws DriverError if the URL is none. The codec outlives the driver.
    HttpDriver(HttpSettings settings, ports::EventCodec const& codec);

    void use_log(LogName name) { log_ = std::move(name); }
    LogName const& log_name() const { return log_; }

    std::string name() const override { return settings_.url; }
    void open_log(LogSpec const& spec, Person const& by) override;
    void move_clock(Timestamp to, Person const& by) override;
    procedure::Document upload(Upload const& upload, Person const& by) override;
    Outcome send(Call const& call) override;
    Outcome enter(RegisterCall const& call) override;
    Menu menu(DecisionId decision, Person const& by) override;
    States states(DecisionId decision, Person const& by) override;
    std::vector<Stored> history(DecisionId decision, std::optional<Day> as_of, Person const& by) override;
    std::vector<Stored> stream(std::string const& stream, std::uint64_t after_version, Person const& by) override;
    std::vector<Stored> log(Person const& by) override;

    Menu menu_for_all(DecisionId decision, Person const& by);  // judges no post
    // A page of the feed; `last` is where to go on from.
    struct Page {
        std::vector<Stored> events;
        std::vector<std::string> items;  // each CloudEvent as it came
        std::optional<std::uint64_t> last;
    };
    Page events_after(std::optional<std::uint64_t> seq, std::chrono::seconds wait, Person const& by);
    // The bodies of GET …/decisions/{id}/history, page by page.
    std::vector<std::string> history_pages(DecisionId decision, std::optional<Day> as_of, Person const& by);
    // The body of GET …/streams/{stream}/events?after_version=.
    std::string stream_page(std::string const& stream, std::uint64_t after_version, Person const& by);
    // GET below the log, parsed; `path` begins with a slash or is empty. Already percent-encoded.
    Object get(std::string const& path, Person const& by);
    std::string get_text(std::string const& path, Person const& by);
    // POST below the log, and its answer parsed. For what the driver has no word of its own for.
    Object post(std::string const& path, Object const& body, Person const& by);

private:
    http::Response exchange(
        std::string_view method,
        std::string const& target,
        std::vector<http::Field> fields,
        std::string const& body,
        Person const& by
    );
    http::Response change(std::string const& target, Object const& body, std::string const& key, Person const& by);
    std::string below_log(std::string const& path) const;
    Menu read_menu(DecisionId decision, std::string const& query, Person const& by);

    HttpSettings settings_;
    ports::EventCodec const& codec_;
    http::Client client_;
    LogName log_;
    bool repeated_ = false;  // whether the last request had to be sent more than once
};

}  // namespace juece::scenario
