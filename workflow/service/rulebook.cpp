// Rules as events: written when published, folded when read.
#include "workflow/service/rulebook.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/digest_value.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::service {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::size_t page = 500;
constexpr std::string_view published = "rules.published.v1";

[[noreturn]] void corrupt(procedure::Event const& event, std::string_view why) {
    auto const kind = event.data.text("kind");
    auto const id = event.data.text("id");
    throw WorldError{
        WorldErrorKind::corrupt, fmt::format("the published {} {} version {}: {}", kind, id, event.version, why)};
}

Object const& member(procedure::Event const& event, std::string_view name) {
    auto const* value = event.data.find(name);
    auto const* object = value != nullptr ? value->object() : nullptr;
    if (object == nullptr) corrupt(event, fmt::format("has no {}", name));
    return *object;
}

// Absent: it holds since ever.
Day in_force_from(procedure::Event const& event) {
    auto const written = event.data.text("in_force_from");
    if (written.empty()) return {};
    auto const day = parse_day(written);
    if (!day) corrupt(event, "in_force_from is no day");
    return *day;
}

procedure::Statute const& statute_of(procedure::Event const& event, ports::Hasher const& hasher) {
    auto const* statute = procedure::find_statute(event.data.text("id"));
    if (statute == nullptr) corrupt(event, "is not known to this program");
    auto const* digest = event.data.find("digest");
    if (digest == nullptr || !(*digest == Value{digest_value(hasher.digest({procedure::structure(*statute)}))}))
        corrupt(event, "was published with another table than this program's");
    return *statute;
}

rules::Profile profile_of(procedure::Event const& event) {
    auto profile = rules::from_data(member(event, "parameters"));
    if (!profile) {
        auto const& fault = profile.assume_error().front();
        corrupt(event, fmt::format("{}: {}", fault.key, fault.message));
    }
    auto read = std::move(profile).assume_value();
    read.id = event.data.text("id");
    read.version = event.version;
    read.in_force_from = in_force_from(event);
    return read;
}

calendar::Notice notice_of(procedure::Event const& event) {
    if (event.data.text("id") != calendar_id) corrupt(event, "is a calendar that this program does not know");
    auto notice = calendar::from_data(member(event, "notice"));
    if (!notice) {
        auto const& fault = notice.assume_error().front();
        corrupt(event, fmt::format("{}: {}", fault.key, fault.message));
    }
    auto read = std::move(notice).assume_value();
    read.version = event.version;
    return read;
}

dossier::Draft publication(std::string_view kind, std::string_view id, Digest const& digest) {
    dossier::Draft draft;
    draft.event.type = published;
    draft.event.data = Object{{"kind", kind}, {"id", id}, {"digest", digest_value(digest)}};
    return draft;
}

void set_in_force_from(dossier::Draft& draft, Day day) {
    if (day != Day{}) draft.event.data.set("in_force_from", text(day));
}

}  // namespace

PublishedStatute const* Rulebook::statute_on(Day day) const {
    PublishedStatute const* found = nullptr;
    for (auto const& one : statutes_) {
        if (Day{one.statute->in_force_from} > day) continue;
        auto const key = [](PublishedStatute const& of) { return std::tuple{Day{of.statute->in_force_from}, of.seq}; };
        if (found == nullptr || key(*found) <= key(one)) found = &one;
    }
    return found;
}

PublishedStatute const* Rulebook::statute(procedure::Pin const& pin) const {
    auto const is_pinned = [&pin](PublishedStatute const& one) {
        return one.statute->id == pin.id && one.version == pin.version;
    };
    auto const found = std::ranges::find_if(statutes_, is_pinned);
    return found != statutes_.end() ? &*found : nullptr;
}

std::string_view Rulebook::governing_profile() const {
    return profiles_.empty() ? std::string_view{} : profiles_.back().profile.id;
}

rules::Profile const* Rulebook::profile_on(Day day) const { return profile_on(governing_profile(), day); }

rules::Profile const* Rulebook::profile_on(std::string_view id, Day day) const {
    rules::Profile const* found = nullptr;
    for (auto const& [profile, seq] : profiles_) {
        if (profile.id != id || profile.in_force_from > day) continue;
        if (found == nullptr || found->in_force_from <= profile.in_force_from) found = &profile;
    }
    return found;
}

rules::Profile const* Rulebook::profile(procedure::Pin const& pin) const {
    for (auto const& [profile, seq] : profiles_) {
        if (profile.id == pin.id && profile.version == pin.version) return &profile;
    }
    return nullptr;
}

procedure::Pin Rulebook::pin(calendar::KnownCalendar const& known) {
    return {std::string{calendar_id}, known.version()};
}

void Rulebook::add(procedure::Event const& event, std::uint64_t seq, ports::Hasher const& hasher) {
    auto const* digest = event.data.find("digest");
    Publication entry{
        std::string{event.data.text("kind")},
        std::string{event.data.text("id")},
        event.version,
        seq,
        event.recorded_at,
        digest != nullptr ? *digest : Value{},
        {},
        {}};
    if (entry.kind == "statute") {
        auto const& statute = statute_of(event, hasher);
        statutes_.push_back({&statute, event.version, seq});
        entry.holds_from = Day{statute.in_force_from};
    } else if (entry.kind == "profile") {
        profiles_.push_back({profile_of(event), seq});
        entry.holds_from = profiles_.back().profile.in_force_from;
    } else if (entry.kind == "calendar") {
        notices_.push_back(notice_of(event));
        entry.holds_from = notices_.back().known_from;
        entry.number = notices_.back().number;
    } else {
        corrupt(event, "is of a kind that this program does not know");
    }
    publications_.push_back(std::move(entry));
}

void Rulebook::close() {
    std::ranges::sort(statutes_, {}, &PublishedStatute::seq);
    std::ranges::sort(profiles_, {}, &PublishedProfile::seq);
    std::ranges::sort(publications_, {}, &Publication::seq);
    calendar_ = calendar::Calendar{notices_};
}

Rulebook read_rulebook(
    ports::EventLog& log,
    ports::EventCodec const& codec,
    ports::Hasher const& hasher,
    LogName const& name,
    std::optional<Timestamp> as_of
) {
    Rulebook book;
    for (auto const& stream : log.streams(name, "rules/")) {
        std::uint64_t after = 0;
        for (;;) {
            auto const events = log.read_stream(name, stream, after, page);
            for (auto const& stored : events) {
                auto const leaf = codec.decode(stored.leaf);
                if (!leaf) throw WorldError{WorldErrorKind::corrupt, leaf.error().message};
                after = stored.version;
                if (!as_of || stored.recorded_at <= *as_of) book.add(leaf.value().event, stored.seq, hasher);
            }
            if (events.size() < page) break;
        }
    }
    book.close();
    return book;
}

dossier::Draft publish_statute(ports::Hasher const& hasher, procedure::Statute const& statute) {
    auto draft = publication("statute", statute.id, hasher.digest({procedure::structure(statute)}));
    set_in_force_from(draft, Day{statute.in_force_from});
    return draft;
}

dossier::Draft publish_profile(
    ports::Hasher const& hasher, ports::EventCodec const& codec, rules::Profile const& profile
) {
    auto const parameters = rules::to_data(profile);
    auto draft = publication("profile", profile.id, hasher.digest({codec.canonical(parameters)}));
    draft.event.data.set("parameters", parameters);
    set_in_force_from(draft, profile.in_force_from);
    return draft;
}

dossier::Draft publish_notice(
    ports::Hasher const& hasher, ports::EventCodec const& codec, calendar::Notice const& notice
) {
    auto const data = calendar::to_data(notice);
    auto draft = publication("calendar", calendar_id, hasher.digest({codec.canonical(data)}));
    draft.event.data.set("notice", data);
    return draft;
}

std::string statute_stream(std::string_view id) { return fmt::format("rules/statute/{}", id); }
std::string profile_stream(std::string_view id) { return fmt::format("rules/profile/{}", id); }
std::string calendar_stream(std::string_view id) { return fmt::format("rules/calendar/{}", id); }

}  // namespace juece::service
