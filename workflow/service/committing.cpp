// Into the log: an accepted command's events, a refused one's attempt; then the answer. Every path ends in finish(),
// exactly once, on the strand.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/service/job.hpp"

namespace juece::service {
namespace {

constexpr auto missing_document_message = "所引文书已不在库中,请重新上传";

bool corrects(std::vector<dossier::Draft> const& drafts) {
    return std::ranges::any_of(drafts, [](auto const& draft) { return service::corrects(draft.event); });
}

// Rules and articles alone, for an attempt that would not fit into a leaf: what no codec reads may not be stored.
dossier::Refusals without_what_is_missing(dossier::Refusals refusals) {
    for (auto& refusal : refusals)
        refusal.missing = {};
    return refusals;
}

}  // namespace

// What a command yields, on its way into the log. The decision's file goes with it: it runs ahead of the log, and comes
// back once the log agrees. Nobody misses it meanwhile, for the mailbox is the command's.
struct Desk::Going {
    std::shared_ptr<DecisionFile> file;
    std::vector<dossier::Draft> drafts;
    std::vector<procedure::Event> before;  // every event so far, if a correction asks for them
    ports::AppendItem item;
    Accepted accepted;
};

std::size_t longest_leaf(ports::AppendItem const& item) {
    std::size_t longest = 0;
    for (auto const& leaf : item.leaves)
        longest = std::max(longest, leaf.bytes.size());
    return longest;
}

// False, and the file as it was: a leaf would be too large.
bool Desk::compose(Going& going, procedure::CommandMark const& mark, Writer const& writer, Timestamp now) {
    auto& [file, drafts, before, item, accepted] = going;
    auto written = write(writer, decision_stream(accepted.decision), file->end, std::move(drafts), mark, now);
    if (longest_leaf(written.item) > ports::leaf_bytes_max) return false;
    for (std::size_t i = 0; i < written.events.size(); ++i) {
        auto const& leaf = written.item.leaves[i];
        take(*file, written.events[i], leaf.hash);
        accepted.events.push_back({leaf.id, leaf.type, written.events[i].version, 0});
    }
    accepted.version = file->end.version;
    item = std::move(written.item);
    if (file->dossier.facts_outdated) std::ranges::move(written.events, std::back_inserter(before));
    return true;
}

void Desk::accept(JobPtr const& job, DecisionFile const& file, std::vector<dossier::Draft> drafts) {
    if (job->request.dry_run) {
        Accepted accepted{job->decision, file.end.version, {}, !job->request.decision, false};
        for (auto const& draft : drafts) {
            accepted.events.push_back({{}, std::string{ports::type_prefix} + draft.event.type, 0, 0});
        }
        return finish(job, std::move(accepted));
    }
    if (corrects(drafts)) return read_all_for_correction(job, std::move(drafts));
    commit(job, std::move(drafts), {});
}

// A correction folds the facts again, and for that every event is needed.
void Desk::read_all_for_correction(JobPtr const& job, std::vector<dossier::Draft> drafts) {
    auto const held = std::make_shared<std::vector<dossier::Draft>>(std::move(drafts));
    read_then<std::vector<procedure::Event>>(
        ports_.strand,
        [this, decision = job->decision, log = state_.info.name] {
            return read_events(ports_.log, ports_.codec, log, decision);
        },
        [this, job, held](std::exception_ptr const& failure, std::vector<procedure::Event> before) {
            if (failure) return finish(job, failed(failure));
            auto const version = open(job->decision).file->end.version;
            if (before.size() == version) return commit(job, std::move(*held), std::move(before));
            if (job->decided >= decisions_max) return finish(job, busy());
            judge_again(job);  // Another node was faster.
        }
    );
}

// Writing, hashing and folding take longer than judging, so the strand leaves them to the thread beside it.
void Desk::commit(JobPtr const& job, std::vector<dossier::Draft> drafts, std::vector<procedure::Event> before) {
    auto& slot = open(job->decision);
    Accepted accepted{job->decision, 0, {}, !job->request.decision, false};
    auto const going = std::make_shared<Going>(
        std::move(slot.file), std::move(drafts), std::move(before), ports::AppendItem{}, std::move(accepted)
    );
    ports_.strand.compute([this, job, going, writer = writer(), now = now()] { write_down(job, going, writer, now); });
}

// Beside the strand. Folding everything again for a correction takes longer still: the pool does it, if it has room.
void Desk::write_down(JobPtr const& job, std::shared_ptr<Going> const& going, Writer const& writer, Timestamp now) {
    try {
        procedure::CommandMark const mark{job->key, job->body, 0, going->drafts.size()};
        if (!compose(*going, mark, writer, now)) {
            return go_back(job, [this, job, going] { too_large(job, going->file); });
        }
    } catch (...) {
        return go_back(job, [failure = std::current_exception()] { std::rethrow_exception(failure); });
    }
    auto rest = [this, job, going, log = writer.log] { hand_in(job, going, log); };
    if (!going->file->dossier.facts_outdated || !ports_.strand.offload(rest)) rest();
}

// Off the strand.
void Desk::hand_in(JobPtr const& job, std::shared_ptr<Going> const& going, LogName const& log) {
    auto& dossier = going->file->dossier;
    try {
        if (dossier.facts_outdated) dossier::restate(dossier, going->before);
        going->item.row =
            ports::DecisionRow{job->decision, ports_.codec.canonical(dossier::row_of(job->decision, dossier))};
    } catch (...) {
        return go_back(job, [failure = std::current_exception()] { std::rethrow_exception(failure); });
    }
    ports_.log.append(log, std::move(going->item), [this, job, going](ports::AppendOutcome const& outcome) {
        go_back(job, [this, job, going, outcome] { come_back(job, *going, outcome); });
    });
}

// To the strand; what throws there gives the command up.
void Desk::go_back(JobPtr const& job, std::function<void()> work) {
    ports_.strand.post([this, job, work = std::move(work)] {
        go_on([&](std::exception_ptr const& failure) {
            if (failure) return give_up(job, failure);
            work();
        });
    });
}

void Desk::too_large(JobPtr const& job, std::shared_ptr<DecisionFile> file) {
    open(job->decision).file = std::move(file);
    auto message = fmt::format("一条记录不能超过 {} 字节", ports::leaf_bytes_max);
    finish(job, invalid({{"leaf_too_large", "/data", std::move(message)}}));
}

void Desk::come_back(JobPtr const& job, Going& going, ports::AppendOutcome const& outcome) {
    bool const is_written = !outcome.failure && outcome.what == ports::Appended::appended;
    if (is_written) open(job->decision).file = std::move(going.file);
    for (std::size_t i = 0; i < going.accepted.events.size(); ++i)
        going.accepted.events[i].seq = outcome.first_seq + i;
    committed(job, outcome, [&] { return Answer{std::move(going.accepted)}; });
}

void Desk::refuse(JobPtr const& job, DecisionFile& file, dossier::Context const& context, dossier::Refusals refusals) {
    auto const person = job->request.who.person;
    bool const unrecorded = job->request.dry_run || (!job->metered && !meter_.has_room(person, ports_.clock.now()));
    if (unrecorded && may_be_stale(job)) return;
    Refused refused{job->decision, file.end.version, std::move(refusals), false};
    if (!job->request.dry_run && !job->metered) job->metered = meter_.admit(person, ports_.clock.now());
    if (!job->metered) return finish(job, std::move(refused));
    refused.recorded = true;

    auto const suppressed = job->suppressed_before = meter_.take_suppressed(person);
    auto const attempt = [&](dossier::Refusals const& reasons) {
        std::vector<dossier::Draft> drafts;
        if (suppressed > 0) drafts.push_back(suppressed_attempts(job->decision, job->who, context, suppressed));
        drafts.push_back(refused_attempt(job->decision, file.end.version, job->command, job->who, context, reasons));
        auto const stream = attempts_stream(job->decision);
        return write(writer(), stream, file.attempts, std::move(drafts), std::nullopt, context.now);
    };
    auto written = attempt(refused.refusals);
    if (longest_leaf(written.item) > ports::leaf_bytes_max)
        written = attempt(without_what_is_missing(refused.refusals));
    // A stale cache must not refuse wrongly: the attempt stands only if the decision still has the version judged.
    written.item.conditions.push_back({decision_stream(job->decision), file.end.version});
    file.attempts = written.end;
    append(
        std::move(written.item),
        [this, job, refused = std::move(refused)](ports::AppendOutcome const& outcome) mutable {
            go_back(job, [this, job, outcome, refused = std::move(refused)]() mutable {
                committed(job, outcome, [&] { return Answer{std::move(refused)}; });
            });
        }
    );
}

void Desk::committed(JobPtr const& job, ports::AppendOutcome const& outcome, std::function<Answer()> const& answer) {
    if (!outcome.failure && outcome.what == ports::Appended::appended) return finish(job, answer());
    if (job->suppressed_before > 0) meter_.give_back(job->request.who.person, std::exchange(job->suppressed_before, 0));
    open(job->decision).file.reset();  // It ran ahead of the log.
    if (outcome.failure) return finish(job, failed(outcome.failure));
    if (outcome.what == ports::Appended::missing_document) {
        documents_.forget();
        return finish(job, invalid({{"unknown_document", "/documents", missing_document_message}}));
    }
    if (job->decided >= decisions_max) return finish(job, busy());
    judge_again(job);
}

void Desk::count(JobPtr const& job, Answer const& answer) {
    if (std::exchange(job->waits, false)) --counted_.waiting;
    if (job->request.dry_run) {
        ++counted_.dry_runs;
    } else if (auto const* accepted = std::get_if<Accepted>(&answer)) {
        ++(accepted->repeated ? counted_.repeated : counted_.accepted);
    } else if (auto const* refused = std::get_if<Refused>(&answer)) {
        ++counted_.refused;
        if (!refused->recorded) ++counted_.suppressed;
        for (auto const& refusal : refused->refusals)
            ++counted_.refusals[refusal.rule];
    } else {
        ++counted_.failed[std::get<Failed>(answer).problem];
    }
}

void Desk::finish(JobPtr const& job, Answer answer) {
    if (auto const reply = std::exchange(job->reply, nullptr)) {  // None is left to whoever gives up after the answer.
        count(job, answer);
        reply(std::move(answer));
    }
    std::exchange(job->done, [] {})();
}

}  // namespace juece::service
