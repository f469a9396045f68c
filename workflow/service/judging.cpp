// The law's answer to a command: who acts, on which day, under which rules; every reason at once if it is no.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/service/job.hpp"
#include "workflow/service/late_entry.hpp"

namespace juece::service {
namespace {

// A refusal that the log found stale becomes an act only so soon after it was asked for. Later, whoever asked may have
// asked elsewhere and been refused there, and would learn of an act that he thinks was never done. Found by
// tests/nemesis.
constexpr std::chrono::seconds turning_max{2};

Failed no_rules(DecisionFile const& file) {
    if (file.profile) return {Problem::corrupt, {}, "the rules pinned by this decision are not published"};
    return invalid({{"no_rules_then", "/occurred_at", "办理之日没有已经施行并且发布的程序规定和参数"}});
}

}  // namespace

bool Desk::answered_before(JobPtr const& job, DecisionFile const& file) {
    if (job->request.dry_run) return false;
    auto const at = file.obeyed.find(job->key);
    if (at == file.obeyed.end()) return false;
    if (at->second.body == job->body) {
        repeat(job, at->second);
    } else {
        finish(job, key_reused());
    }
    return true;
}

// If-Match; a version that this node has not heard of yet may be true elsewhere, so the log is asked once.
bool Desk::version_differs(JobPtr const& job, DecisionFile const& file) {
    auto const expected = job->request.if_match;
    if (!expected || *expected == file.end.version) return false;
    if (*expected > file.end.version && !job->read_anew) {
        job->read_anew = true;
        judge_again(job);
    } else {
        auto const version = file.end.version;
        finish(job, Failed{Problem::stale, {}, fmt::format("该事项现为第 {} 版,与 If-Match 不符", version), version});
    }
    return true;
}

// Nothing is known of the item; another node may have opened it since, so the log is asked once.
bool Desk::is_unknown(JobPtr const& job, DecisionFile const& file) {
    if (!job->request.decision || file.end.version > 0) return false;
    if (!may_be_stale(job)) finish(job, unknown_decision());
    return true;
}

// A no that is not recorded is conditioned on no version: what is known may be old, so the log is asked once. True: it
// is being asked, and the command will be judged again.
bool Desk::may_be_stale(JobPtr const& job) {
    if (std::exchange(job->read_anew, true)) return false;
    judge_again(job);
    return true;
}

Result<rules::Performer, Failed> Desk::performer_in(JobPtr const& job) const {
    auto const& request = job->request;
    auto const day = beijing_day(job->command.occurred_at);
    auto found = request.performer
                     ? performer_entered_by(sight(), *request.performer, request.who, request.documents, day)
                     : performer_of_token(sight(), request.who, day);
    if (!found) return found;
    // 回避: whoever may not act may not enter another's act either.
    auto const view = sight().view;
    found.value().recused =
        view.recused(found.value().actor.person, job->decision) || view.recused(request.who.person, job->decision);
    return found;
}

// What makes the command impossible whatever the law says.
std::vector<procedure::Fault> Desk::faults_of(
    JobPtr const& job, DecisionFile const& file, dossier::Context const& context
) {
    auto& command = job->command;
    auto faults = documents_.fill_in(command.documents);
    std::ranges::move(dossier::faults_of_command(file.dossier, command, context.now), std::back_inserter(faults));
    if (command.occurred_at > context.now) return faults;  // From the future nothing is late.

    auto const known_today = state_.book.calendar().known_on(beijing_day(context.now));
    auto const grace = context.profile.late_entry_grace;
    auto const how_late = lateness(known_today, beijing_day(command.occurred_at), grace);
    std::ranges::move(
        faults_of_late_entry(job->request, how_late, grace, register_.record.latest()), std::back_inserter(faults)
    );
    return faults;
}

void Desk::judge(JobPtr const& job) {
    auto& file = *open(job->decision).file;
    if (answered_before(job, file) || version_differs(job, file) || is_unknown(job, file)) return;

    auto& command = job->command;
    command.occurred_at = job->request.occurred_at.value_or(now());
    auto const day = beijing_day(command.occurred_at);
    auto const* statute = statute_of_new_decisions(day);
    bool const begins = file.end.version == 0 && statute != nullptr;
    if (begins && statute != &file.dossier.machine.statute()) file.dossier = dossier::Dossier{*statute};
    auto const known = state_.book.calendar().known_on(day);
    auto const context = this->context(file, known);
    if (!context) return finish(job, no_rules(file));

    auto performer = performer_in(job);
    if (!performer) return finish(job, std::move(performer).error());
    job->who = std::move(performer).value();
    auto faults = faults_of(job, file, *context);
    if (!faults.empty()) {
        if (!may_be_stale(job)) finish(job, invalid(std::move(faults)));
        return;
    }

    auto decided = dossier::decide(file.dossier, command, job->who, *context);
    ++job->decided;
    if (!decided) return refuse(job, file, *context, std::move(decided).error());
    if (job->metered && ports_.clock.now() - job->asked_at > turning_max) return finish(job, busy());
    auto drafts = std::move(decided).value();
    drafts.front().event.late_entry = late_entry_of(job->request);  // What follows from it was not entered by anybody.
    accept(job, file, std::move(drafts));
}

void Desk::judge_again(JobPtr const& job) {
    read_file(job->decision, [this, job](std::exception_ptr const& failure) {
        if (failure) return finish(job, failed(failure));
        resolve_documents(job);
    });
}

// The first outcome, for ever: rebuilt from the log.
void Desk::repeat(JobPtr const& job, Obeyed const& obeyed) {
    read_then<Accepted>(
        ports_.strand,
        [this, job, obeyed, log = state_.info.name] {
            auto const stored = ports_.log.read_stream(
                log, decision_stream(job->decision), obeyed.first - 1, static_cast<std::size_t>(obeyed.count)
            );
            Accepted accepted{job->decision, obeyed.first + obeyed.count - 1, {}, !job->request.decision, true};
            for (auto const& event : stored)
                accepted.events.push_back({event.id, event.type, event.version, event.seq});
            return accepted;
        },
        [this, job](std::exception_ptr const& failure, Accepted accepted) {
            if (failure) return finish(job, failed(failure));
            finish(job, std::move(accepted));
        }
    );
}

}  // namespace juece::service
