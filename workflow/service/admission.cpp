// A command's way to its turn: what can be said without looking at the decision, its mailbox, its documents.
#include <fmt/format.h>

#include "workflow/service/idempotency.hpp"
#include "workflow/service/job.hpp"

namespace juece::service {

void Desk::advance(CommandRequest request, Reply reply) {
    auto job = std::make_shared<Job>();
    job->request = std::move(request);
    job->reply = std::move(reply);
    job->done = [] {};
    job->asked_at = ports_.clock.now();
    when_fresh([this, job](std::exception_ptr const& failure) {
        if (failure) return finish(job, failed(failure));
        admit(job);
    });
}

// Identity and log, key, command, shape.
void Desk::admit(JobPtr const& job) {
    auto& request = job->request;
    if (is_stranger(request.who)) return finish(job, stranger());
    if (!request.dry_run && !is_idempotency_key(request.idempotency_key)) return finish(job, bad_key());
    auto const* spec = procedure::find_command(request.command);
    if (spec == nullptr) return finish(job, unknown_command(request.command));
    auto faults = procedure::faults_of_shape(*spec, request.data, request.documents);
    if (!faults.empty()) return finish(job, invalid(std::move(faults)));

    job->decision = request.decision.value_or(
        decision_id(ports_.hasher, state_.info.name, request.who.person, request.idempotency_key)
    );
    job->key = key_digest(ports_.hasher, state_.info.name, request.who.person, request.idempotency_key);
    job->body = body_digest(ports_.hasher, ports_.codec, request);
    // The documents stay in the request too: whoever enters for somebody else, or late, is asked for one of them.
    job->command = {spec, {}, std::move(request.data), request.documents, std::move(request.reasons)};
    begin(job);
}

void Desk::begin(JobPtr const& job) {
    auto& slot = open(job->decision);
    if (is_full(slot.lane)) return finish(job, busy());
    job->waits = true;
    ++counted_.waiting;
    slot.lane.run([this, job](std::exception_ptr const& broken, Lane::Done done) {
        job->done = std::move(done);
        if (broken) return give_up(job, broken);
        if (open(job->decision).file) return resolve_documents(job);
        read_file(job->decision, [this, job](std::exception_ptr const& failure) {
            if (failure) return give_up(job, failure);
            resolve_documents(job);
        });
    });
}

void Desk::resolve_documents(JobPtr const& job) {
    documents_.look_up(job->request.documents, [this, job](std::exception_ptr const& failure) {
        if (failure) return finish(job, failed(failure));
        go_on([this, job](std::exception_ptr const& broken) {
            if (broken) return give_up(job, broken);
            judge(job);
        });
    });
}

// Something broke on the way; what it was about to record is not recorded.
void Desk::give_up(JobPtr const& job, std::exception_ptr const& failure) {
    if (job->suppressed_before > 0) meter_.give_back(job->request.who.person, std::exchange(job->suppressed_before, 0));
    open(job->decision).file.reset();  // It may have run ahead of the log.
    finish(job, failed(failure));
}

}  // namespace juece::service
