// Drops repeats, fills gaps, proves leaves and their chain.
#include "adapters/kafka/subscriber/consumer_rule.hpp"

#include <exception>
#include <utility>

#include <fmt/format.h>

namespace juece::kafka {

std::string_view code(FaultKind kind) {
    switch (kind) {
        case FaultKind::malformed:
            return "malformed";
        case FaultKind::leaf_hash:
            return "leaf_hash";
        case FaultKind::attributes:
            return "attributes";
        case FaultKind::chain:
            return "chain";
        case FaultKind::gap:
            return "gap";
        case FaultKind::fetch_failed:
            return "fetch_failed";
        case FaultKind::topic_missing:
            return "topic_missing";
        case FaultKind::kafka:
            return "kafka";
    }
    return {};
}

ConsumerRule::ConsumerRule(
    Settings settings, ports::Hasher const& hasher, Fetch fetch, OnEvent on_event, OnFault on_fault, SeenVersions seen
)
    : settings_{std::move(settings)},
      hasher_{hasher},
      fetch_{std::move(fetch)},
      on_event_{std::move(on_event)},
      on_fault_{std::move(on_fault)},
      seen_{std::move(seen)} {}

ConsumerRule::Outcome ConsumerRule::take(HeaderList const& headers, std::string const& leaf) {
    auto const claimed = parse_headers(headers);
    if (!claimed) {
        report(FaultKind::malformed, {}, 0, claimed.error());
        return Outcome::set_aside;
    }
    auto const& said = claimed.value();
    if (said.log != settings_.log) {
        report(
            FaultKind::malformed,
            said.subject,
            said.stream_version,
            fmt::format("an event of the log {}", said.log.text())
        );
        return Outcome::set_aside;
    }
    if (said.sequence < settings_.from_seq) return Outcome::repeat;
    if (said.stream_version <= seen_of(said.subject).version) return Outcome::repeat;
    if (stopped_.contains(said.subject)) return Outcome::set_aside;
    auto const proven = attributes_in(leaf, said.sequence, hasher_);
    if (proven && proven.value() == said) return take_proven({said, leaf, Origin::topic});
    bool const same_hash = proven && proven.value().leaf == said.leaf;
    report_once(
        same_hash ? FaultKind::attributes : FaultKind::leaf_hash,
        said.subject,
        said.stream_version,
        proven ? (same_hash ? "the headers differ from the leaf" : "the leaf's bytes do not give its hash")
               : proven.error()
    );
    if (joins_midway(said.subject)) return Outcome::set_aside;
    // What the topic holds of this event is worthless; the log has the true one.
    return fill(said.subject, said.stream_version);
}

ConsumerRule::Outcome ConsumerRule::take_proven(ReceivedEvent const& event) {
    auto const& subject = event.attributes.subject;
    auto const version = event.attributes.stream_version;
    if (!joins_midway(subject) && version > seen_of(subject).version + 1) {
        auto const filled = fill(subject, version - 1);
        if (filled != Outcome::applied) return filled;
        // HTTP may have given this one too.
        if (version <= seen_of(subject).version) return Outcome::applied;
    }
    return apply(event) ? Outcome::applied : Outcome::set_aside;
}

ConsumerRule::Outcome ConsumerRule::fill(std::string const& subject, std::uint64_t up_to) {
    while (seen_of(subject).version < up_to) {
        auto const after = seen_of(subject).version;
        std::vector<FetchedLeaf> fetched;
        try {
            fetched = fetch_(subject, after);
        } catch (std::exception const& error) {
            report_once(FaultKind::fetch_failed, subject, after + 1, error.what());
            return Outcome::again;
        }
        for (auto& [sequence, leaf] : fetched) {
            auto const proven = attributes_in(leaf, sequence, hasher_);
            if (!proven || proven.value().log != settings_.log || proven.value().subject != subject) break;
            if (proven.value().stream_version <= seen_of(subject).version) continue;
            if (proven.value().stream_version != seen_of(subject).version + 1) break;
            if (!apply({proven.value(), std::move(leaf), Origin::history})) return Outcome::set_aside;
        }
        if (seen_of(subject).version == after) {
            report_once(FaultKind::gap, subject, after + 1, "HTTP does not give the missing event");
            return Outcome::again;
        }
    }
    repeated_fault_.clear();
    return Outcome::applied;
}

// False: the chain is broken here.
bool ConsumerRule::apply(ReceivedEvent const& event) {
    auto const& attributes = event.attributes;
    bool const has_known_prev = !joins_midway(attributes.subject) || attributes.stream_version == 1;
    if (has_known_prev && attributes.prev != seen_of(attributes.subject).leaf) {
        stopped_.insert(attributes.subject);
        report(
            FaultKind::chain,
            attributes.subject,
            attributes.stream_version,
            "prev is not the hash of the event before; later events of this subject are set aside"
        );
        return false;
    }
    on_event_(event);
    seen_[attributes.subject] = {attributes.stream_version, attributes.leaf};
    return true;
}

void ConsumerRule::report(FaultKind kind, std::string const& subject, std::uint64_t version, std::string text) {
    on_fault_({kind, subject, version, std::move(text)});
}

void ConsumerRule::report_once(
    FaultKind kind, std::string const& subject, std::uint64_t version, std::string const& text
) {
    auto fault = fmt::format("{} {} {} {}", code(kind), subject, version, text);
    if (std::exchange(repeated_fault_, fault) != fault) report(kind, subject, version, text);
}

bool ConsumerRule::joins_midway(std::string const& subject) const {
    return settings_.from_seq > 0 && !seen_.contains(subject);
}

Seen ConsumerRule::seen_of(std::string const& subject) const {
    auto const found = seen_.find(subject);
    return found == seen_.end() ? Seen{} : found->second;
}

}  // namespace juece::kafka
