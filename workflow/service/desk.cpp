// What a desk knows, and how it stays fresh: rules, clock and register every second, decision files when asked.
#include "workflow/service/desk.hpp"

#include "workflow/ports/world_error.hpp"

namespace juece::service {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;

constexpr std::chrono::seconds fresh_for{1};

}  // namespace

Desk::Desk(Ports ports, Settings const& settings, Crowd& crowd, LogReading reading)
    : ports_{ports},
      settings_{settings},
      crowd_{crowd},
      state_{std::move(reading.state)},
      documents_{ports.documents, ports.strand, state_.info.name},
      read_at_{ports.clock.now()} {
    take(register_, reading.register_news);
}

Timestamp Desk::now() const { return state_.info.rehearsal ? state_.clock : ports_.clock.now(); }

LogView Desk::view() const { return {state_.info.name, state_.info.rehearsal, now()}; }

Figures Desk::figures() const {
    auto figures = counted_;
    figures.decisions = files_.size();
    return figures;
}

RegisterSight Desk::sight() const { return {register_.record.latest(), state_.info.rehearsal, beijing_day(now())}; }

RegisterSight Desk::sight_then(Timestamp moment) const {
    auto const view = register_.record.as_of(version_recorded_by(register_, moment));
    return {view, state_.info.rehearsal, beijing_day(moment)};
}

Desk::Background Desk::background() const { return {state_.book, register_.record.latest(), now()}; }

Writer Desk::writer() const {
    return {state_.info.name, state_.info.rehearsal, ports_.codec, ports_.hasher, ports_.entropy};
}

// A rehearsal's identity in a production log.
bool Desk::is_stranger(Identity const& who) const { return !state_.info.rehearsal && who.auth == "rehearsal"; }

procedure::Statute const* Desk::statute_of_new_decisions(Day day) const {
    auto const* published = state_.book.statute_on(day);
    return published != nullptr ? published->statute : nullptr;
}

// Before initiation an act is judged by what was in force on its day, afterwards by what was fixed then
// (docs/formats/leaf.md "Pins"). An item never changes its table on the way.
std::optional<dossier::Context> Desk::context(
    DecisionFile const& file, calendar::KnownCalendar const& known, Background const& background
) {
    auto const day = known.known_on();
    auto const& book = background.book;
    auto const* profile = file.profile ? book.profile(*file.profile) : book.profile_on(day);
    auto const* statute = file.profile ? nullptr : book.statute_on(day);
    if (statute != nullptr && statute->statute != &file.dossier.machine.statute()) statute = nullptr;
    if (statute == nullptr && file.statute) statute = book.statute(*file.statute);
    if (statute == nullptr || profile == nullptr) return std::nullopt;
    return dossier::Context{
        .profile = *profile,
        .statute = {std::string{statute->statute->id}, statute->version},
        .calendar = known,
        .calendar_pin = Rulebook::pin(known),
        .register_version = background.register_view.version(),
        .now = background.now};
}

// Whose turn comes at once does not wait, however many others do.
bool Desk::is_full(Lane const& lane) const {
    if (lane.idle()) return false;
    return lane.waiting() >= settings_.mailbox_limit || crowd_.waiting >= settings_.mailboxes_limit;
}

Desk::Open& Desk::open(DecisionId decision) {
    auto& slot = files_[decision];
    if (slot) {
        by_use_.splice(by_use_.begin(), by_use_, slot->used);
        return *slot;
    }
    slot = std::make_unique<Open>(Lane{crowd_}, nullptr, by_use_.end());
    by_use_.push_front(decision);
    slot->used = by_use_.begin();
    auto& opened = *slot;
    forget_least_used();
    return opened;
}

void Desk::forget_least_used() {
    auto at = by_use_.end();
    while (files_.size() > settings_.dossiers_kept && at != by_use_.begin()) {
        --at;
        auto const found = files_.find(*at);
        if (at == by_use_.begin() || !found->second->lane.idle()) continue;  // The newest is about to be used.
        files_.erase(found);
        at = by_use_.erase(at);
    }
}

void Desk::when_fresh(Then const& then) {
    if (reading_ || ports_.clock.now() - read_at_ < fresh_for) return go_on(then);
    reading_ = true;
    read_then<std::optional<LogReading>>(
        ports_.strand,
        [this, log = state_.info.name, end = register_.end] {
            auto reading = read_log(ports_, log, end);
            if (!reading) throw WorldError{WorldErrorKind::corrupt, "a log that was open is gone"};
            return reading;
        },
        [this, then](std::exception_ptr const& failure, std::optional<LogReading> reading) {
            reading_ = false;
            if (reading) take(register_, reading->register_news);
            if (reading && reading->state.end.version >= state_.end.version) {
                state_ = std::move(reading->state);
                read_at_ = ports_.clock.now();
            }
            go_on(then, failure);
        }
    );
}

void Desk::read_file(DecisionId decision, Then const& then) {
    auto& slot = open(decision);
    auto const* statute = statute_of_new_decisions(beijing_day(now()));
    if (statute == nullptr) {
        return then(std::make_exception_ptr(WorldError{
            WorldErrorKind::corrupt, "no statute in force is published in this log"}));
    }
    auto const known = std::exchange(slot.file, nullptr);
    auto const file = known ? known : std::make_shared<DecisionFile>(*statute);
    auto const begun = std::make_shared<bool>(false);
    using FilePtr = std::shared_ptr<DecisionFile>;
    read_then<FilePtr>(
        ports_.strand,
        [this, decision, file, begun, log = state_.info.name] {
            *begun = true;
            catch_up(*file, ports_.log, ports_.codec, log, decision);
            return file;
        },
        [this, decision, known, begun, then](std::exception_ptr const& failure, FilePtr caught_up) {
            if (!failure) open(decision).file = std::move(caught_up);
            if (failure && !*begun) open(decision).file = known;  // A full pool is no reason to read all of it again.
            go_on(then, failure);
        }
    );
}

// By way of the thread that writes, so that the log's order is the order of decisions.
void Desk::append(ports::AppendItem item, ports::EventLog::Done done) {
    ports_.strand.compute([this, log = state_.info.name, item = std::move(item), done = std::move(done)]() mutable {
        ports_.log.append(log, std::move(item), std::move(done));
    });
}

}  // namespace juece::service
