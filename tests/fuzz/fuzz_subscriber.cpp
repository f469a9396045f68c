// The consumer rule under any order of deliveries, whole, damaged, forged: what is applied is the log's, each event
// once and in order, and nothing goes wrong without a fault.
#include <array>
#include <set>

#include <fmt/format.h>

#include "adapters/crypto/hashing.hpp"
#include "adapters/kafka/subscriber/consumer_rule.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::fuzz {
namespace {

using kafka::ConsumerRule;
using Outcome = ConsumerRule::Outcome;

constexpr std::size_t versions = 5;
constexpr std::array<std::string_view, 2> subjects{"decision/a", "register"};
constexpr std::size_t page_leaves = 2;

enum class Damage : unsigned char { none, also_none, bytes, hash, header, log, prev, fetch };
constexpr unsigned damages = 8;

struct Delivery {
    std::string leaf;
    kafka::HeaderList headers;
};

Delivery delivery_of(std::string leaf, std::uint64_t sequence) {
    static crypto::Hashing const hasher;
    auto const attributes = kafka::attributes_in(leaf, sequence, hasher).value();
    return {std::move(leaf), kafka::headers_of(attributes)};
}

std::string leaf_of(std::size_t subject, std::size_t version, Digest const& prev) {
    return fmt::format(
        R"({{"id":"018b24d1-0000-7000-8000-00000000{:02}{:02}","log":"minhang","prev":{{"sha256":"{}","sm3":"{}"}},)"
        R"("recorded_at":"2023-10-12T01:00:00.000000Z","stream":"{}","type":"cn.gov.juece.fact.set.v1","version":{}}})",
        subject,
        version,
        hex(prev.sha256),
        hex(prev.sm3),
        subjects.at(subject),
        version
    );
}

// The log: two streams, each a chain.
class Truth {
public:
    Truth() {
        for (std::size_t subject = 0; subject < subjects.size(); ++subject) {
            Digest prev;
            for (std::size_t version = 1; version <= versions; ++version) {
                auto delivery = delivery_of(leaf_of(subject, version, prev), subject * versions + version);
                prev = kafka::parse_headers(delivery.headers).value().leaf;
                deliveries_.push_back(std::move(delivery));
            }
        }
    }

    Delivery const& at(std::size_t subject, std::size_t version) const {
        return deliveries_.at(subject * versions + version - 1);
    }

    std::vector<kafka::FetchedLeaf> fetch(std::string const& subject, std::uint64_t after) const {
        std::vector<kafka::FetchedLeaf> page;
        auto const which = subject == subjects[0] ? 0U : 1U;
        for (auto version = after + 1; version <= versions && page.size() < page_leaves; ++version)
            page.push_back({which * versions + version, at(which, version).leaf});
        return page;
    }

private:
    std::vector<Delivery> deliveries_;
};

class Run {
public:
    explicit Run(Truth const& truth)
        : truth_{truth},
          rule_{
              {*LogName::parse("minhang"), 0},
              hasher_,
              [this](std::string const& subject, std::uint64_t after) { return fetch(subject, after); },
              [this](kafka::ReceivedEvent const& event) { apply(event); },
              [this](kafka::Fault const& fault) { note(fault); }} {}

    void deliver(unsigned char byte) {
        std::size_t const which = byte % (subjects.size() * versions);
        auto const damage = static_cast<Damage>(byte / (subjects.size() * versions) % damages);
        auto const subject = which / versions;
        auto const version = which % versions + 1;
        if (damage == Damage::fetch) {
            fetching_ = which % 3;
            return;
        }
        auto const faults_before = faults_;
        auto const delivery = damaged(subject, version, damage);
        auto const outcome = rule_.take(delivery.headers, delivery.leaf);
        auto const seen = seen_of(subject);
        if (outcome == Outcome::repeat) JUECE_ASSERT(version <= seen, "only what was seen is a repeat");
        if (outcome == Outcome::applied) JUECE_ASSERT(version <= seen, "what is applied was seen");
        if (outcome == Outcome::again) JUECE_ASSERT(fetching_ != 0, "only a log that does not answer is asked again");
        bool const is_reported = faults_ > faults_before || stopped_.contains(std::string{subjects.at(subject)});
        if (outcome == Outcome::set_aside) JUECE_ASSERT(is_reported, "nothing is set aside without a fault");
    }

    std::string finish() {
        if (applied_ == 0 && faults_ == 0) return "nothing";
        auto const faults = faults_;
        fetching_ = 0;
        for (std::size_t subject = 0; subject < subjects.size(); ++subject) {
            if (stopped_.contains(std::string{subjects.at(subject)})) continue;
            auto const& last = truth_.at(subject, versions);
            rule_.take(last.headers, last.leaf);
            JUECE_ASSERT(seen_of(subject) == versions, "in the end every event was applied");
        }
        JUECE_ASSERT(faults_ == faults, "a whole delivery with a log that answers is no fault");
        if (!stopped_.empty()) return "stopped";
        return faults > 0 ? "faults" : "accepted";
    }

private:
    std::uint64_t seen_of(std::size_t subject) const {
        auto const found = rule_.seen().find(std::string{subjects.at(subject)});
        return found == rule_.seen().end() ? 0 : found->second.version;
    }

    Delivery damaged(std::size_t subject, std::size_t version, Damage damage) const {
        auto delivery = truth_.at(subject, version);
        if (damage == Damage::prev)
            return delivery_of(leaf_of(subject, version, forged_), subject * versions + version);
        if (damage == Damage::bytes) delivery.leaf[delivery.leaf.size() / 2] ^= 1;
        if (damage == Damage::header) delivery.headers.erase(delivery.headers.begin() + 1);
        for (auto& [name, value] : delivery.headers) {
            if (damage == Damage::log && name == "ce_source") value = "urn:juece:elsewhere";
            if (damage == Damage::hash && name == "ce_leafhash") value = hex(forged_.sha256);
        }
        return delivery;
    }

    std::vector<kafka::FetchedLeaf> fetch(std::string const& subject, std::uint64_t after) const {
        if (fetching_ == 1) throw ports::WorldError{ports::WorldErrorKind::unavailable, "no answer"};
        return fetching_ == 2 ? std::vector<kafka::FetchedLeaf>{} : truth_.fetch(subject, after);
    }

    void apply(kafka::ReceivedEvent const& event) {
        auto const& said = event.attributes;
        auto const subject = said.subject == subjects[0] ? 0U : 1U;
        JUECE_ASSERT(said.stream_version == seen_of(subject) + 1, "events are applied in order, each once");
        JUECE_ASSERT(event.leaf == truth_.at(subject, said.stream_version).leaf, "what is applied is the log's");
        ++applied_;
    }

    void note(kafka::Fault const& fault) {
        JUECE_ASSERT(!fault.text.empty() && !code(fault.kind).empty(), "a fault says what it is");
        if (fault.kind == kafka::FaultKind::chain) stopped_.insert(fault.subject);
        ++faults_;
    }

    Truth const& truth_;
    Digest forged_{{1}, {1}};
    crypto::Hashing hasher_;
    std::size_t fetching_ = 0;  // 0: the log answers, 1: it cannot be asked, 2: it does not have the events yet
    std::size_t applied_ = 0;
    std::size_t faults_ = 0;
    std::set<std::string> stopped_;
    ConsumerRule rule_;
};

}  // namespace

std::string subscriber(std::string_view bytes) {
    static Truth const truth;
    Run run{truth};
    for (char const byte : bytes)
        run.deliver(static_cast<unsigned char>(byte));
    return run.finish();
}

}  // namespace juece::fuzz
