// Rulebook: which statutes and profiles a log has published, read from its rules/<kind>/<id> streams, and how a
// rehearsal publishes its own (docs/adr/0017-rehearsal-logs.md). A node reads them again at least every second.
//
// Threads: read() blocks, off the strand; the rest are plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
};

struct Rulebook {
    std::vector<PublishedStatute> statutes;  // in the order of publication within each id
    std::vector<rules::Profile> profiles;

    PublishedStatute const* statute_in_force() const;  // nullptr: none published
    PublishedStatute const* statute(procedure::Pin const& pin) const;
    rules::Profile const* profile_in_force() const;
    rules::Profile const* profile(procedure::Pin const& pin) const;
};

// Throws WorldError(corrupt) if a published statute's digest is not that of the table compiled in here.
Rulebook read_rulebook(
    ports::EventLog& log, ports::EventCodec const& codec, ports::Hasher const& hasher, LogName const& name
);

dossier::Draft publish_statute(ports::Hasher const& hasher, procedure::Statute const& statute);
dossier::Draft publish_profile(
    ports::Hasher const& hasher, ports::EventCodec const& codec, rules::Profile const& profile
);

std::string statute_stream(std::string_view id);
std::string profile_stream(std::string_view id);

}  // namespace juece::service
