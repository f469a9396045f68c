// Rules as events: written when published, folded when read.
#include "workflow/service/rulebook.hpp"

#include <fmt/format.h>

#include "workflow/core/digest_value.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::service {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::size_t page = 500;
constexpr std::string_view published = "rules.published.v1";

Object parameters_of(rules::Profile const& profile) {
    return Object{{"comment_days_min", profile.comment_days_min.count}};
}

template <class Pinned, class Id>
Pinned const* last_with(std::vector<Pinned> const& all, procedure::Pin const& pin, Id id) {
    for (auto const& one : all) {
        if (id(one) == pin.id && one.version == pin.version) return &one;
    }
    return nullptr;
}

void fold_statute(Rulebook& book, procedure::Event const& event, ports::Hasher const& hasher) {
    auto const id = event.data.text("id");
    auto const* statute = procedure::find_statute(id);
    if (statute == nullptr) {
        throw WorldError{WorldErrorKind::corrupt, fmt::format("statute {} is published but not known here", id)};
    }
    auto const* digest = event.data.find("digest");
    if (digest == nullptr || !(*digest == Value{digest_value(hasher.digest({procedure::structure(*statute)}))})) {
        throw WorldError{
            WorldErrorKind::corrupt,
            fmt::format(
                "statute {} version {} was published with another table than this program's", id, event.version
            )};
    }
    book.statutes.push_back({statute, event.version});
}

void fold_profile(Rulebook& book, procedure::Event const& event) {
    auto const* parameters = event.data.find("parameters");
    auto const* object = parameters != nullptr ? parameters->object() : nullptr;
    if (object == nullptr) throw WorldError{WorldErrorKind::corrupt, "a published profile has no parameters"};
    rules::Profile profile;
    profile.id = event.data.text("id");
    profile.version = event.version;
    profile.comment_days_min = CalendarDays{static_cast<int>(object->number("comment_days_min", 30))};
    book.profiles.push_back(profile);
}

dossier::Draft publication(std::string_view kind, std::string_view id, Digest const& digest) {
    dossier::Draft draft;
    draft.event.type = published;
    draft.event.data = Object{{"kind", kind}, {"id", id}, {"digest", digest_value(digest)}};
    return draft;
}

}  // namespace

PublishedStatute const* Rulebook::statute_in_force() const { return statutes.empty() ? nullptr : &statutes.back(); }
rules::Profile const* Rulebook::profile_in_force() const { return profiles.empty() ? nullptr : &profiles.back(); }

PublishedStatute const* Rulebook::statute(procedure::Pin const& pin) const {
    return last_with(statutes, pin, [](auto const& one) { return one.statute->id; });
}

rules::Profile const* Rulebook::profile(procedure::Pin const& pin) const {
    return last_with(profiles, pin, [](auto const& one) { return std::string_view{one.id}; });
}

Rulebook read_rulebook(
    ports::EventLog& log, ports::EventCodec const& codec, ports::Hasher const& hasher, LogName const& name
) {
    Rulebook book;
    for (auto const& stream : log.streams(name, "rules/")) {
        std::uint64_t after = 0;
        for (;;) {
            auto const events = log.read_stream(name, stream, after, page);
            for (auto const& stored : events) {
                auto leaf = codec.decode(stored.leaf);
                if (!leaf) throw WorldError{WorldErrorKind::corrupt, leaf.error().message};
                auto const& event = leaf.value().event;
                if (event.data.text("kind") == "statute") fold_statute(book, event, hasher);
                if (event.data.text("kind") == "profile") fold_profile(book, event);
                after = stored.version;
            }
            if (events.size() < page) break;
        }
    }
    return book;
}

dossier::Draft publish_statute(ports::Hasher const& hasher, procedure::Statute const& statute) {
    return publication("statute", statute.id, hasher.digest({procedure::structure(statute)}));
}

dossier::Draft publish_profile(
    ports::Hasher const& hasher, ports::EventCodec const& codec, rules::Profile const& profile
) {
    auto const parameters = parameters_of(profile);
    auto draft = publication("profile", profile.id, hasher.digest({codec.canonical(parameters)}));
    draft.event.data.set("parameters", parameters);
    return draft;
}

std::string statute_stream(std::string_view id) { return fmt::format("rules/statute/{}", id); }
std::string profile_stream(std::string_view id) { return fmt::format("rules/profile/{}", id); }

}  // namespace juece::service
