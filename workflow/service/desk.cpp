// A command's way: admitted, judged in its turn, committed, answered. Every path ends in finish(), exactly once.
#include "workflow/service/desk.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"
#include "workflow/service/idempotency.hpp"

namespace juece::service {
namespace {

using ports::WorldError;
using ports::WorldErrorKind;
using procedure::Fault;

constexpr int decisions_max = 3;  // times a command is decided before the caller is asked to come back
constexpr std::size_t documents_known_max = 100'000;
constexpr std::chrono::seconds fresh_for{1};
constexpr std::size_t page = 1'000;

Failed invalid(std::vector<Fault> faults) {
    return {Problem::invalid, std::move(faults), "请求无法办理,请按所列问题更正"};
}

std::size_t longest_leaf(ports::AppendItem const& item) {
    std::size_t longest = 0;
    for (auto const& leaf : item.leaves)
        longest = std::max(longest, leaf.bytes.size());
    return longest;
}

Failed busy() { return {Problem::busy, {}, "系统繁忙,请稍后以同一幂等键重试"}; }

}  // namespace

struct Desk::Job {
    CommandRequest request;
    Reply reply;
    DecisionId decision;
    Hash256 key{};
    Hash256 body{};
    rules::Performer who;
    dossier::Command command;
    int decided = 0;
    bool read_for_match = false;
    Lane::Done done;
};

Failed failed(std::exception_ptr const& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (WorldError const& error) {
        if (error.is_retryable()) return {Problem::unavailable, {}, "暂时无法保存,请稍后以同一幂等键重试"};
        return {Problem::corrupt, {}, error.what()};
    } catch (std::exception const& error) {
        return {Problem::corrupt, {}, error.what()};
    }
}

rules::Performer performer(Identity const& who) {
    rules::Performer result;
    result.actor.person = who.person;
    result.actor.post = who.post;
    result.actor.organ = who.organ;
    result.actor.auth = who.auth;
    result.roles = who.roles;
    return result;
}

std::optional<LogState> read_log_state(Ports const& ports, LogName const& log) {
    auto info = ports.log.info(log);
    if (!info) return std::nullopt;
    LogState state{*info, read_rulebook(ports.log, ports.codec, ports.hasher, log), {}, {}};
    for (;;) {
        auto const events = ports.log.read_stream(log, "log", state.end.version, page);
        for (auto const& stored : events) {
            auto const leaf = ports.codec.decode(stored.leaf);
            if (!leaf) throw WorldError{WorldErrorKind::corrupt, leaf.error().message};
            state.end = {stored.version, stored.hash, stored.recorded_at};
            auto const clock = parse_timestamp(leaf.value().event.data.text("clock"));
            if (clock) state.clock = *clock;
        }
        if (events.size() < page) return state;
    }
}

Desk::Desk(Ports ports, Settings const& settings, LogState state)
    : ports_{ports}, settings_{settings}, state_{std::move(state)}, read_at_{ports.clock.now()} {}

Timestamp Desk::now() const { return state_.info.rehearsal ? state_.clock : ports_.clock.now(); }

LogView Desk::view() const { return {state_.info.name, state_.info.rehearsal, now()}; }

Writer Desk::writer() const {
    return {state_.info.name, state_.info.rehearsal, ports_.codec, ports_.hasher, ports_.entropy};
}

procedure::Statute const* Desk::statute_in_force() const {
    auto const* published = state_.book.statute_in_force();
    return published != nullptr ? published->statute : nullptr;
}

std::optional<dossier::Context> Desk::context(DecisionFile const& file) const {
    auto const* statute = file.statute ? state_.book.statute(*file.statute) : state_.book.statute_in_force();
    auto const* profile = file.profile ? state_.book.profile(*file.profile) : state_.book.profile_in_force();
    if (statute == nullptr || profile == nullptr) return std::nullopt;
    procedure::Pin pin{std::string{statute->statute->id}, statute->version};
    return dossier::Context{*profile, std::move(pin), 0, now()};
}

Desk::Open& Desk::open(DecisionId decision) {
    auto& slot = files_[decision];
    if (slot) {
        by_use_.splice(by_use_.begin(), by_use_, slot->used);
        return *slot;
    }
    slot = std::make_unique<Open>();
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

void Desk::when_fresh(std::function<void(std::exception_ptr)> then) {
    if (reading_ || ports_.clock.now() - read_at_ < fresh_for) return then(nullptr);
    reading_ = true;
    auto const queued = ports_.strand.offload([this, then, log = state_.info.name] {
        std::optional<LogState> state;
        std::exception_ptr failure;
        try {
            state = read_log_state(ports_, log);
            if (!state) throw WorldError{WorldErrorKind::corrupt, "a log that was open is gone"};
        } catch (...) {
            failure = std::current_exception();
        }
        ports_.strand.post([this, then, failure, state = std::move(state)]() mutable {
            reading_ = false;
            if (!failure && state->end.version >= state_.end.version) {
                state_ = std::move(*state);
                read_at_ = ports_.clock.now();
            }
            then(failure);
        });
    });
    if (queued) return;
    reading_ = false;
    then(std::make_exception_ptr(WorldError{WorldErrorKind::unavailable, "the pool's queue is full"}));
}

void Desk::read_file(DecisionId decision, std::function<void(std::exception_ptr)> then) {
    auto& slot = open(decision);
    auto const* statute = statute_in_force();
    if (statute == nullptr) {
        return then(std::make_exception_ptr(WorldError{WorldErrorKind::corrupt, "no statute is published in this log"})
        );
    }
    auto file = std::make_shared<DecisionFile>(slot.file ? std::move(*slot.file) : DecisionFile{*statute});
    slot.file.reset();
    auto const queued = ports_.strand.offload([this, decision, file, then, log = state_.info.name] {
        std::exception_ptr failure;
        try {
            catch_up(*file, ports_.log, ports_.codec, log, decision);
        } catch (...) {
            failure = std::current_exception();
        }
        ports_.strand.post([this, decision, file, then, failure] {
            if (!failure) open(decision).file.emplace(std::move(*file));
            then(failure);
        });
    });
    if (!queued) then(std::make_exception_ptr(WorldError{WorldErrorKind::unavailable, "the pool's queue is full"}));
}

void Desk::advance(CommandRequest request, Reply reply) {
    auto job = std::make_shared<Job>();
    job->request = std::move(request);
    job->reply = std::move(reply);
    job->done = [] {};
    when_fresh([this, job](std::exception_ptr const& failure) {
        if (failure) return finish(job, failed(failure));
        admit(job);
    });
}

// What can be said without looking at the decision: identity and log, key, command, shape.
void Desk::admit(JobPtr const& job) {
    auto& request = job->request;
    if (!state_.info.rehearsal && request.who.auth == "rehearsal") {
        return finish(job, Failed{Problem::not_rehearsal, {}, "演练身份不能在正式日志中办理"});
    }
    if (!is_idempotency_key(request.idempotency_key) && !request.dry_run) {
        return finish(
            job, invalid({{"bad_idempotency_key", "", "Idempotency-Key 须为 22 至 64 位的 A–Z、a–z、0–9、_ 或 -"}})
        );
    }
    auto const* spec = procedure::find_command(request.command);
    if (spec == nullptr) {
        return finish(
            job,
            Failed{
                Problem::unknown_command,
                {{"unknown_command", "/command", fmt::format("没有名为“{}”的命令", request.command)}},
                "没有这个命令"}
        );
    }
    auto faults = procedure::faults_of_shape(*spec, request.data, request.documents);
    if (!faults.empty()) return finish(job, invalid(std::move(faults)));

    job->decision = request.decision.value_or(
        decision_id(ports_.hasher, state_.info.name, request.who.person, request.idempotency_key)
    );
    job->key = key_digest(ports_.hasher, state_.info.name, request.who.person, request.idempotency_key);
    job->body = body_digest(ports_.hasher, ports_.codec, request);
    job->who = performer(request.who);
    job->command = {spec, {}, request.data, request.documents, request.reasons};
    begin(job);
}

void Desk::begin(JobPtr const& job) {
    auto& slot = open(job->decision);
    if (slot.lane.waiting() >= settings_.mailbox_limit) return finish(job, busy());
    slot.lane.run([this, job](Lane::Done done) {
        job->done = std::move(done);
        if (open(job->decision).file) return resolve_documents(job);
        read_file(job->decision, [this, job](std::exception_ptr const& failure) {
            if (failure) return finish(job, failed(failure));
            resolve_documents(job);
        });
    });
}

// Fills in size and media type of every document named, from the store.
void Desk::resolve_documents(JobPtr const& job) {
    std::vector<Hash256> unknown;
    for (auto const& document : job->request.documents) {
        if (!documents_.contains(document.digest.sha256)) unknown.push_back(document.digest.sha256);
    }
    if (unknown.empty()) return judge(job);
    auto const queued = ports_.strand.offload([this, job, unknown, log = state_.info.name] {
        std::vector<ports::DocumentInfo> infos;
        std::exception_ptr failure;
        try {
            for (auto const& hash : unknown) {
                auto info = ports_.documents.info(log, hash);
                if (info) infos.push_back(std::move(*info));
            }
        } catch (...) {
            failure = std::current_exception();
        }
        ports_.strand.post([this, job, failure, infos = std::move(infos)]() mutable {
            if (failure) return finish(job, failed(failure));
            if (documents_.size() > documents_known_max) documents_.clear();
            for (auto& info : infos)
                documents_.insert_or_assign(info.digest.sha256, std::move(info));
            judge(job);
        });
    });
    if (!queued) finish(job, busy());
}

namespace {

// Every document named must be in the store, with both digests.
std::vector<Fault> fill_in(
    std::vector<procedure::Document>& documents,
    std::unordered_map<Hash256, ports::DocumentInfo, FirstBytes> const& known
) {
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto& document = documents[i];
        auto const at = known.find(document.digest.sha256);
        auto const pointer = fmt::format("/documents/{}", i);
        if (at == known.end()) {
            faults.push_back({"unknown_document", pointer, fmt::format("文书“{}”尚未上传", document.role)});
        } else if (at->second.digest != document.digest) {
            faults.push_back({"digest_mismatch", pointer + "/digest/sm3", "两种摘要不属于同一份文书"});
        } else {
            document.size = at->second.size;
            document.media_type = at->second.media_type;
        }
    }
    return faults;
}

}  // namespace

bool Desk::answered_before(JobPtr const& job, DecisionFile const& file) {
    if (job->request.dry_run) return false;
    auto const at = file.obeyed.find(job->key);
    if (at == file.obeyed.end()) return false;
    if (at->second.body == job->body) {
        repeat(job, at->second);
    } else {
        finish(
            job,
            Failed{
                Problem::key_reused,
                {{"key_reused", "", "此 Idempotency-Key 已用于另一请求"}},
                "同一幂等键不能用于不同的请求"}
        );
    }
    return true;
}

// If-Match; a version that this node has not heard of yet may be true elsewhere, so the log is asked once.
bool Desk::version_differs(JobPtr const& job, DecisionFile const& file) {
    auto const expected = job->request.if_match;
    if (!expected || *expected == file.end.version) return false;
    if (*expected > file.end.version && !job->read_for_match) {
        job->read_for_match = true;
        judge_again(job);
    } else {
        auto const version = file.end.version;
        finish(job, Failed{Problem::stale, {}, fmt::format("该事项现为第 {} 版,与 If-Match 不符", version), version});
    }
    return true;
}

void Desk::judge(JobPtr const& job) {
    auto& file = *open(job->decision).file;
    if (answered_before(job, file) || version_differs(job, file)) return;
    if (job->request.decision && file.end.version == 0) {
        return finish(job, Failed{Problem::unknown_decision, {}, "没有这个决策事项"});
    }
    auto const context = this->context(file);
    if (!context)
        return finish(job, Failed{Problem::corrupt, {}, "the rules pinned by this decision are not published"});

    auto& command = job->command;
    command.occurred_at = job->request.occurred_at.value_or(context->now);
    auto faults = fill_in(command.documents, documents_);
    std::ranges::move(
        dossier::faults_of_reasons(file.dossier.machine.statute(), command), std::back_inserter(faults)
    );
    if (auto fault = dossier::fault_of_time(file.dossier, command, context->now)) faults.push_back(std::move(*fault));
    if (!faults.empty()) return finish(job, invalid(std::move(faults)));

    auto decided = dossier::decide(file.dossier, command, job->who, *context);
    ++job->decided;
    if (decided) return accept(job, file, std::move(decided).value());
    refuse(job, file, *context, std::move(decided).error());
}

void Desk::judge_again(JobPtr const& job) {
    read_file(job->decision, [this, job](std::exception_ptr const& failure) {
        if (failure) return finish(job, failed(failure));
        judge(job);
    });
}

// The first outcome, for ever: rebuilt from the log.
void Desk::repeat(JobPtr const& job, Obeyed const& obeyed) {
    auto const queued = ports_.strand.offload([this, job, obeyed, log = state_.info.name] {
        Answer answer;
        try {
            auto const stored = ports_.log.read_stream(
                log, decision_stream(job->decision), obeyed.first - 1, static_cast<std::size_t>(obeyed.count)
            );
            Accepted accepted{job->decision, obeyed.first + obeyed.count - 1, {}, !job->request.decision, true};
            for (auto const& event : stored)
                accepted.events.push_back({event.id, event.type, event.version, event.seq});
            answer = std::move(accepted);
        } catch (...) {
            answer = failed(std::current_exception());
        }
        ports_.strand.post([this, job, answer = std::move(answer)]() mutable { finish(job, std::move(answer)); });
    });
    if (!queued) finish(job, busy());
}

void Desk::accept(JobPtr const& job, DecisionFile& file, std::vector<dossier::Draft> drafts) {
    Accepted accepted{job->decision, file.end.version, {}, !job->request.decision, false};
    if (job->request.dry_run) {
        for (auto const& draft : drafts) {
            accepted.events.push_back({{}, std::string{ports::type_prefix} + draft.event.type, 0, 0});
        }
        return finish(job, std::move(accepted));
    }
    procedure::CommandMark const mark{job->key, job->body, 0, drafts.size()};
    auto written = write(writer(), decision_stream(job->decision), file.end, std::move(drafts), mark, now());
    if (longest_leaf(written.item) > ports::leaf_bytes_max) {
        return finish(
            job, invalid({{"leaf_too_large", "/data", fmt::format("一条记录不能超过 {} 字节", ports::leaf_bytes_max)}})
        );
    }
    for (std::size_t i = 0; i < written.events.size(); ++i) {
        auto const& leaf = written.item.leaves[i];
        take(file, written.events[i], leaf.hash);
        accepted.events.push_back({leaf.id, leaf.type, written.events[i].version, 0});
    }
    accepted.version = file.end.version;
    written.item.row =
        ports::DecisionRow{job->decision, ports_.codec.canonical(dossier::row_of(job->decision, file.dossier))};

    ports_.log.append(
        state_.info.name,
        std::move(written.item),
        [this, job, accepted = std::move(accepted)](ports::AppendOutcome const& outcome) {
            ports_.strand.post([this, job, outcome, accepted]() mutable {
                for (std::size_t i = 0; i < accepted.events.size(); ++i)
                    accepted.events[i].seq = outcome.first_seq + i;
                committed(job, outcome, [&] { return Answer{std::move(accepted)}; });
            });
        }
    );
}

void Desk::refuse(JobPtr const& job, DecisionFile& file, dossier::Context const& context, dossier::Refusals refusals) {
    Refused refused{job->decision, file.end.version, std::move(refusals), false};
    auto const person = job->request.who.person;
    if (job->request.dry_run || !meter_.admit(person, ports_.clock.now())) return finish(job, std::move(refused));
    refused.recorded = true;

    std::vector<dossier::Draft> drafts;
    if (auto const suppressed = meter_.take_suppressed(person)) {
        drafts.push_back(suppressed_attempts(job->decision, job->who, context, suppressed));
    }
    drafts.push_back(refused_attempt(job->decision, file.end.version, job->command, job->who, context, refused.refusals)
    );
    auto written =
        write(writer(), attempts_stream(job->decision), file.attempts, std::move(drafts), std::nullopt, context.now);
    // A stale cache must not refuse wrongly: the attempt stands only if the decision still has the version judged.
    written.item.conditions.push_back({decision_stream(job->decision), file.end.version});
    file.attempts = written.end;
    ports_.log.append(
        state_.info.name,
        std::move(written.item),
        [this, job, refused = std::move(refused)](ports::AppendOutcome const& outcome) {
            ports_.strand.post([this, job, outcome, refused]() mutable {
                committed(job, outcome, [&] { return Answer{std::move(refused)}; });
            });
        }
    );
}

void Desk::committed(JobPtr const& job, ports::AppendOutcome const& outcome, std::function<Answer()> const& answer) {
    if (!outcome.failure && outcome.what == ports::Appended::appended) return finish(job, answer());
    open(job->decision).file.reset();  // It ran ahead of the log.
    if (outcome.failure) return finish(job, failed(outcome.failure));
    if (outcome.what == ports::Appended::missing_document) {
        documents_.clear();
        return finish(job, invalid({{"unknown_document", "/documents", "所引文书已不在库中,请重新上传"}}));
    }
    if (job->decided >= decisions_max) return finish(job, busy());
    judge_again(job);
}

void Desk::finish(JobPtr const& job, Answer answer) {
    job->reply(std::move(answer));
    std::exchange(job->done, [] {})();
}

void Desk::menu(DecisionId decision, std::optional<Identity> who, MenuReply reply) {
    when_fresh([this, decision, who = std::move(who), reply](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        open(decision).lane.run([this, decision, who, reply](Lane::Done done) {
            read_file(decision, [this, decision, who, reply, done](std::exception_ptr const& failure) {
                auto const& file = open(decision).file;
                if (failure) {
                    reply(failed(failure));
                } else if (file->end.version == 0) {
                    reply(Failed{Problem::unknown_decision, {}, "没有这个决策事项"});
                } else if (!context(*file)) {
                    reply(Failed{Problem::corrupt, {}, "the rules pinned by this decision are not published"});
                } else {
                    reply(menu_of(decision, *file, who));
                }
                done();
            });
        });
    });
}

MenuView Desk::menu_of(DecisionId decision, DecisionFile const& file, std::optional<Identity> const& who) const {
    MenuView view{decision, file.end.version, now(), {}, {}, dossier::row_of(decision, file.dossier)};
    for (auto const& chapter : file.dossier.machine.statute().chapters) {
        view.states.emplace_back(chapter.region, file.dossier.machine.state(chapter.region));
    }
    auto const asked = who ? std::optional{performer(*who)} : std::nullopt;
    view.options = dossier::menu(file.dossier, asked, *context(file));
    return view;
}

// Another node may have moved the clock.
void Desk::describe(LogReply reply) {
    when_fresh([this, reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        reply(view());
    });
}

void Desk::move_clock(Identity who, Timestamp to, LogReply reply) {
    if (!state_.info.rehearsal) return reply(Failed{Problem::not_rehearsal, {}, "只有演练日志的时钟可以拨动"});
    log_lane_.run([this, who = std::move(who), to, reply](Lane::Done done) {
        if (to <= state_.clock) {
            if (to == state_.clock) {
                reply(view());
            } else {
                reply(invalid({{"clock_backwards", "/to", "演练时钟只能向前拨:现为 " + beijing_text(state_.clock)}}));
            }
            return done();
        }
        dossier::Draft draft;
        draft.event.type = "log.clock_moved.v1";
        draft.event.actor = performer(who).actor;
        draft.event.occurred_at = to;
        draft.event.data = Object{{"clock", text(to)}};
        auto written = write(writer(), "log", state_.end, {std::move(draft)}, std::nullopt, to);
        auto const end = written.end;
        ports_.log.append(
            state_.info.name,
            std::move(written.item),
            [this, to, end, reply, done](ports::AppendOutcome const& outcome) {
                ports_.strand.post([this, to, end, reply, done, outcome] {
                    if (outcome.failure) {
                        reply(failed(outcome.failure));
                    } else if (outcome.what != ports::Appended::appended) {
                        read_at_ = {};  // Another node moved it; the next request reads the log again.
                        reply(busy());
                    } else {
                        state_.clock = to;
                        state_.end = end;
                        reply(view());
                    }
                    done();
                });
            }
        );
    });
}

}  // namespace juece::service
