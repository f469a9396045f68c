// Rulebook: which statutes, profiles and notices a log has published, read from its rules/<kind>/<id> streams, and how
// each is published (docs/adr/0017-rehearsal-logs.md). A node reads them again at least every second.
//
// A log is one jurisdiction's: the profile that governs is the one published last, in its version of the day asked
// about. What has been published stays; a later version for the same day replaces it for acts judged from then on, and
// a decision keeps the versions that its initiation pinned. Threads: read_rulebook blocks, off the strand; the rest are
// plain values and pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflow/calendar/calendar.hpp"
#include "workflow/dossier/dossier.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/event_log.hpp"
#include "workflow/ports/hasher.hpp"
#include "workflow/procedure/statute.hpp"
#include "workflow/rules/profile.hpp"

namespace juece::service {

struct PublishedStatute {
    procedure::Statute const* statute = nullptr;
    std::uint64_t version = 0;
    std::uint64_t seq = 0;
};

struct PublishedProfile {
    rules::Profile profile;
    std::uint64_t seq = 0;
};

// One event of a rules/ stream, as a list shows it.
struct Publication {
    std::string kind;  // "statute", "profile", "calendar"
    std::string id;
    std::uint64_t version = 0;
    std::uint64_t seq = 0;
    Timestamp recorded_at{};
    Value digest;
    Day holds_from;      // in_force_from; of a notice, known_from
    std::string number;  // of a notice, its 文号
};

inline constexpr std::string_view calendar_id = "cn";

class Rulebook {
public:
    // The statute in force on that day: of those published, the one that came into force last; nullptr: none.
    PublishedStatute const* statute_on(Day day) const;
    PublishedStatute const* statute(procedure::Pin const& pin) const;
    std::string_view governing_profile() const;  // the id; empty: none is published
    // The profile that governs this log, or the one of that id, in its version of that day; nullptr: none.
    rules::Profile const* profile_on(Day day) const;
    rules::Profile const* profile_on(std::string_view id, Day day) const;
    rules::Profile const* profile(procedure::Pin const& pin) const;
    // Every notice published, to be asked as known_on a day. A year without a notice is calendar::NoNotice.
    calendar::Calendar const& calendar() const { return calendar_; }
    // What an event pins that counted working days under the notices known on a day.
    static procedure::Pin pin(calendar::KnownCalendar const& known);

    std::vector<Publication> const& publications() const { return publications_; }  // in the order of publication
    std::vector<PublishedStatute> const& statutes() const { return statutes_; }

    // Adds one event of a rules/ stream. Throws WorldError(corrupt) if a published statute's digest is not that of the
    // table compiled in here, and if data is not what publish_… writes.
    void add(procedure::Event const& event, std::uint64_t seq, ports::Hasher const& hasher);
    // Puts what was added into order; required before anything is asked.
    void close();

private:
    std::vector<PublishedStatute> statutes_;
    std::vector<PublishedProfile> profiles_;
    std::vector<calendar::Notice> notices_;
    calendar::Calendar calendar_;
    std::vector<Publication> publications_;
};

// Everything published, or what was recorded by then. Throws WorldError.
Rulebook read_rulebook(
    ports::EventLog& log,
    ports::EventCodec const& codec,
    ports::Hasher const& hasher,
    LogName const& name,
    std::optional<Timestamp> as_of = {}
);

// What a publication says; actor and time are still to be filled in.
dossier::Draft publish_statute(ports::Hasher const& hasher, procedure::Statute const& statute);
dossier::Draft publish_profile(
    ports::Hasher const& hasher, ports::EventCodec const& codec, rules::Profile const& profile
);
dossier::Draft publish_notice(
    ports::Hasher const& hasher, ports::EventCodec const& codec, calendar::Notice const& notice
);

std::string statute_stream(std::string_view id);
std::string profile_stream(std::string_view id);
std::string calendar_stream(std::string_view id);

}  // namespace juece::service
