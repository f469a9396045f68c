// Reads composed from the log: paging through a stream, folding it up to a moment, and asking who acted in it.
#include "workflow/service/queries.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/dossier/history.hpp"
#include "workflow/ports/world_error.hpp"
#include "workflow/procedure/machine.hpp"
#include "workflow/service/leaves.hpp"
#include "workflow/service/stream_reading.hpp"

namespace juece::service {

namespace {

using ports::StoredEvent;
using ports::WorldError;
using ports::WorldErrorKind;
using procedure::Role;
using procedure::SealClass;

constexpr std::size_t page_size = 1'000;
constexpr std::size_t salt_bytes = 32;

ports::Leaf leaf_of(Reading const& reading, StoredEvent const& stored) {
    auto leaf = reading.codec.decode(stored.leaf);
    if (!leaf) {
        throw WorldError{
            WorldErrorKind::corrupt,
            fmt::format(
                "event {} of log {}, version {} of {}: {}",
                stored.seq,
                reading.name.text(),
                stored.version,
                stored.stream,
                leaf.error().message
            )};
    }
    return std::move(leaf).value();
}

procedure::Statute const& statute_of(Reading const& reading, procedure::Event const& first) {
    auto const* statute = first.basis.statute ? procedure::find_statute(first.basis.statute->id) : nullptr;
    if (statute == nullptr) {
        throw WorldError{
            WorldErrorKind::corrupt,
            fmt::format("an item of log {} follows a statute that is not known here", reading.name.text())};
    }
    return *statute;
}

bool holds(Identity const& who, std::initializer_list<Role> roles) {
    return std::any_of(roles.begin(), roles.end(), [&](Role role) {
        return std::find(who.roles.begin(), who.roles.end(), role) != who.roles.end();
    });
}

bool has_acted(Reading const& reading, OrganCode const& organ, std::string const& stream) {
    StreamPages pages{reading.log, reading.name, stream, 0};
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        auto const is_the_organs = [&](auto const& stored) {
            return leaf_of(reading, stored).event.actor.organ == organ;
        };
        if (std::ranges::any_of(page, is_the_organs)) return true;
    }
    return false;
}

// The item that an event belongs to: attempts/<id> is about decision/<id>.
std::string item_of(std::string const& stream) {
    constexpr std::string_view attempts = "attempts/";
    return stream.starts_with(attempts) ? "decision/" + stream.substr(attempts.size()) : stream;
}

}  // namespace

std::optional<Timestamp> parse_as_of(std::string_view text) {
    if (auto const at = parse_timestamp(text)) return at;
    auto const day = parse_day(text);
    return day ? std::optional{last_moment_of(*day)} : std::nullopt;
}

std::optional<DecisionFile> file_as_of(Reading const& reading, DecisionId decision, Timestamp as_of) {
    auto const& [log, codec, name] = reading;
    std::optional<DecisionFile> file;
    StreamEnd end;
    auto const add = [&](procedure::Event const& event, Digest const& hash) {
        if (!file) file.emplace(statute_of(reading, event));
        fold(*file, event, hash);
    };
    read_beyond(end, log, codec, name, decision_stream(decision), add, as_of);
    if (file) restate_if_corrected(*file, log, codec, name, decision, as_of);
    return file;
}

std::optional<DecisionAt> decision_as_of(Reading const& reading, DecisionId decision, Timestamp as_of) {
    auto const file = file_as_of(reading, decision, as_of);
    if (!file) return std::nullopt;
    return DecisionAt{file->end.version, dossier::row_of(decision, file->dossier)};
}

std::string title_payload(Reading const& reading, DecisionId decision) {
    auto const first = reading.log.read_stream(reading.name, decision_stream(decision), 0, 1);
    if (first.empty()) return {};
    auto const sealed = leaf_of(reading, first.front()).event.sealed;
    auto const title = std::find_if(sealed.begin(), sealed.end(), [](auto const& one) { return one.role == "title"; });
    if (title == sealed.end()) return {};
    auto const index = static_cast<std::size_t>(title - sealed.begin());
    auto const payload = reading.log.payload(reading.name, first.front().id, index);
    return payload && payload->salted.size() > salt_bytes ? payload->salted.substr(salt_bytes) : std::string{};
}

std::vector<StoredEvent> events_of(
    Reading const& reading,
    std::string const& stream,
    std::uint64_t after_version,
    std::optional<Timestamp> as_of,
    std::size_t limit
) {
    std::vector<StoredEvent> all;
    while (all.size() < limit) {
        auto const wanted = std::min(page_size, limit - all.size());
        auto events = reading.log.read_stream(reading.name, stream, after_version, wanted);
        auto const whole_page = events.size() == wanted;
        for (auto& stored : events) {
            if (as_of && stored.recorded_at > *as_of) return all;
            after_version = stored.version;
            all.push_back(std::move(stored));
        }
        if (!whole_page) break;
    }
    return all;
}

bool may_read(Reading const& reading, Identity const& who, SealClass seal, StoredEvent const& event) {
    switch (seal) {
        case SealClass::government:
            return true;
        case SealClass::parties:
            return has_acted(reading, who.organ, item_of(event.stream));
        case SealClass::restricted:
            return holds(who, {Role::organ, Role::office, Role::auditor});
        case SealClass::personal:
            return holds(who, {Role::handler, Role::auditor});
    }
    return false;
}

}  // namespace juece::service
