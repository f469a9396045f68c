// Desk: everything that a node holds of one log: its rulebook, its clock, the open decision files and their mailboxes.
//
// Threads: the strand, apart from the blocking reads it offloads. Lifetime: outlives every answer it owes.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <unordered_map>

#include "workflow/service/attempts.hpp"
#include "workflow/service/decision_file.hpp"
#include "workflow/service/lane.hpp"
#include "workflow/service/rulebook.hpp"
#include "workflow/service/service.hpp"

namespace juece::service {

// What is read of a log before its first command, and again at least every second.
struct LogState {
    ports::LogInfo info;
    Rulebook book;
    StreamEnd end;      // of the stream "log"
    Timestamp clock{};  // a rehearsal's own
};

// Nothing if there is no such log. Blocks; throws WorldError.
std::optional<LogState> read_log_state(Ports const& ports, LogName const& log);

class Desk {
public:
    Desk(Ports ports, Settings const& settings, LogState state);

    void advance(CommandRequest request, Reply reply);
    void menu(DecisionId decision, std::optional<Identity> who, MenuReply reply);
    void move_clock(Identity who, Timestamp to, LogReply reply);
    void describe(LogReply reply);
    LogView view() const;

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    struct Open {
        Lane lane;
        std::optional<DecisionFile> file;  // empty until read, and after a commit whose outcome made it doubtful
        std::list<DecisionId>::iterator used;
    };

    Timestamp now() const;
    Open& open(DecisionId decision);
    void forget_least_used();
    void when_fresh(std::function<void(std::exception_ptr)> then);
    void read_file(DecisionId decision, std::function<void(std::exception_ptr)> then);

    void admit(JobPtr const& job);
    void begin(JobPtr const& job);
    void judge(JobPtr const& job);
    void judge_again(JobPtr const& job);
    bool answered_before(JobPtr const& job, DecisionFile const& file);
    bool version_differs(JobPtr const& job, DecisionFile const& file);
    void repeat(JobPtr const& job, Obeyed const& obeyed);
    void resolve_documents(JobPtr const& job);
    void accept(JobPtr const& job, DecisionFile& file, std::vector<dossier::Draft> drafts);
    void refuse(JobPtr const& job, DecisionFile& file, dossier::Context const& context, dossier::Refusals refusals);
    void committed(JobPtr const& job, ports::AppendOutcome const& outcome, std::function<Answer()> const& answer);
    void finish(JobPtr const& job, Answer answer);
    MenuView menu_of(DecisionId decision, DecisionFile const& file, std::optional<Identity> const& who) const;
    std::optional<dossier::Context> context(DecisionFile const& file) const;
    procedure::Statute const* statute_in_force() const;
    Writer writer() const;

    Ports ports_;
    Settings const& settings_;
    LogState state_;
    Timestamp read_at_;  // by the real clock
    bool reading_ = false;
    Lane log_lane_;
    RefusalMeter meter_;
    std::list<DecisionId> by_use_;  // most recent first
    std::unordered_map<DecisionId, std::unique_ptr<Open>> files_;
    std::unordered_map<Hash256, ports::DocumentInfo, FirstBytes> documents_;
};

// An exception as an answer: what the world did to us.
Failed failed(std::exception_ptr const& failure);
rules::Performer performer(Identity const& who);

}  // namespace juece::service
