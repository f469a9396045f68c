// Desk: everything that a node holds of one log: its rulebook, its clock, its register, the open decision files and
// their mailboxes. Its sources, each for one part of the way: desk.cpp what is known and how it stays fresh,
// admission.cpp from the request to its turn, judging.cpp the law's answer, committing.cpp into the log, asking.cpp
// what changes nothing, asking_then.cpp menus of the past, registering.cpp the register's own commands, publishing.cpp
// rules, clock.cpp a rehearsal's clock.
//
// Threads: the strand, apart from the blocking reads it offloads and the writing of what it has decided, both on a
// decision's file that is theirs alone meanwhile. Lifetime: outlives every answer it owes.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <span>
#include <unordered_map>

#include "workflow/service/attempts.hpp"
#include "workflow/service/decision_file.hpp"
#include "workflow/service/failures.hpp"
#include "workflow/service/known_documents.hpp"
#include "workflow/service/lane.hpp"
#include "workflow/service/log_state.hpp"
#include "workflow/service/performing.hpp"
#include "workflow/service/service.hpp"
#include "workflow/service/then.hpp"

namespace juece::service {

class Desk {
public:
    // Throws procedure::CorruptHistory if the register does not follow.
    Desk(Ports ports, Settings const& settings, Crowd& crowd, LogReading reading);

    void advance(CommandRequest request, Reply reply);
    void menu(DecisionId decision, std::optional<Identity> who, MenuReply reply);
    void menu_of_organ(DecisionId decision, OrganCode organ, MenuReply reply);
    void enter(RegisterRequest request, RegisterReply reply);
    void menu_then(PastMenu asked, MenuReply reply);
    void roll(RollRequest const& asked, RollReply reply);
    void standing(StandingRequest request, StandingReply reply);
    void publish(RulesRequest request, RulesReply reply);
    void published(std::optional<Timestamp> as_of, RulesListReply reply);
    void move_clock(Identity who, Timestamp to, LogReply reply);
    void describe(LogReply reply);
    LogView view() const;
    Figures figures() const;

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    struct Going;
    struct Entry;
    using EntryPtr = std::shared_ptr<Entry>;
    struct Publishing;
    using PublishingPtr = std::shared_ptr<Publishing>;
    struct Open {
        Lane lane;
        // None until it is read, while it is away to be written on or read, and after a commit that made it doubtful.
        std::shared_ptr<DecisionFile> file;
        std::list<DecisionId>::iterator used;
    };

    // What is known, and how it stays fresh (desk.cpp).
    Timestamp now() const;
    bool is_full(Lane const& lane) const;
    RegisterSight sight() const;
    RegisterSight sight_then(Timestamp moment) const;
    Open& open(DecisionId decision);
    void forget_least_used();
    void when_fresh(Then const& then);
    void read_file(DecisionId decision, Then const& then);
    void append(ports::AppendItem item, ports::EventLog::Done done);
    bool is_stranger(Identity const& who) const;
    // What acts are judged by: now, or as the log was at a moment.
    struct Background {
        Rulebook const& book;
        registry::View register_view;
        Timestamp now;
    };
    Background background() const;
    static std::optional<dossier::Context> context(
        DecisionFile const& file, calendar::KnownCalendar const& known, Background const& background
    );
    std::optional<dossier::Context> context(DecisionFile const& file, calendar::KnownCalendar const& known) const {
        return context(file, known, background());
    }
    procedure::Statute const* statute_of_new_decisions(Day day) const;
    Writer writer() const;

    // admission.cpp
    void admit(JobPtr const& job);
    void begin(JobPtr const& job);
    void resolve_documents(JobPtr const& job);
    void give_up(JobPtr const& job, std::exception_ptr const& failure);

    // judging.cpp
    void judge(JobPtr const& job);
    void judge_again(JobPtr const& job);
    bool answered_before(JobPtr const& job, DecisionFile const& file);
    bool version_differs(JobPtr const& job, DecisionFile const& file);
    bool is_unknown(JobPtr const& job, DecisionFile const& file);
    bool may_be_stale(JobPtr const& job);
    Result<rules::Performer, Failed> performer_in(JobPtr const& job) const;
    std::vector<procedure::Fault> faults_of(
        JobPtr const& job, DecisionFile const& file, dossier::Context const& context
    );
    void repeat(JobPtr const& job, Obeyed const& obeyed);

    // committing.cpp
    void accept(JobPtr const& job, DecisionFile const& file, std::vector<dossier::Draft> drafts);
    void read_all_for_correction(JobPtr const& job, std::vector<dossier::Draft> drafts);
    void commit(JobPtr const& job, std::vector<dossier::Draft> drafts, std::vector<procedure::Event> before);
    void write_down(JobPtr const& job, std::shared_ptr<Going> const& going, Writer const& writer, Timestamp now);
    static bool compose(Going& going, procedure::CommandMark const& mark, Writer const& writer, Timestamp now);
    void hand_in(JobPtr const& job, std::shared_ptr<Going> const& going, LogName const& log);
    void go_back(JobPtr const& job, std::function<void()> work);
    void too_large(JobPtr const& job, std::shared_ptr<DecisionFile> file);
    void come_back(JobPtr const& job, Going& going, ports::AppendOutcome const& outcome);
    void refuse(JobPtr const& job, DecisionFile& file, dossier::Context const& context, dossier::Refusals refusals);
    void committed(JobPtr const& job, ports::AppendOutcome const& outcome, std::function<Answer()> const& answer);
    void finish(JobPtr const& job, Answer answer);
    void count(JobPtr const& job, Answer const& answer);

    // asking.cpp
    using ForWhom = std::function<Result<std::optional<rules::Performer>, Failed>()>;
    void answer_menu(DecisionId decision, ForWhom for_whom, MenuReply reply);
    static std::variant<MenuView, Failed> menu_of(
        DecisionId decision,
        DecisionFile const& file,
        std::optional<rules::Performer> const& who,
        Background const& background
    );

    // asking_then.cpp
    struct PastFile;
    void answer_past_menu(PastMenu const& asked, PastFile const& then, MenuReply const& reply) const;

    // registering.cpp
    void admit_entry(EntryPtr const& entry);
    void begin_entry(EntryPtr const& entry);
    void ask_for_decision(EntryPtr const& entry);
    void decide_entry(EntryPtr const& entry);
    bool entered_before(EntryPtr const& entry);
    void repeat_entry(EntryPtr const& entry, Obeyed const& obeyed);
    void append_entry(EntryPtr const& entry, dossier::Draft draft);
    void entry_committed(EntryPtr const& entry, Written const& written, ports::AppendOutcome const& outcome);
    void read_register_again(Then const& then);
    void finish_entry(EntryPtr const& entry, std::variant<Registered, Failed> answer);

    // publishing.cpp
    void admit_publishing(PublishingPtr const& publishing);
    void read_rules_for(PublishingPtr const& publishing);
    void append_publication(PublishingPtr const& publishing, StreamEnd const& end);
    void publication_committed(
        PublishingPtr const& publishing, Published published, ports::AppendOutcome const& outcome
    );
    void finish_publishing(PublishingPtr const& publishing, std::variant<Published, Failed> answer);

    Ports ports_;
    Settings const& settings_;
    Crowd& crowd_;
    LogState state_;
    RegisterFile register_;
    KnownDocuments documents_;
    Timestamp read_at_;  // by the real clock
    bool reading_ = false;
    Lane log_lane_{crowd_};
    Lane register_lane_{crowd_};
    Lane rules_lane_{crowd_};
    RefusalMeter meter_;
    Figures counted_;
    std::list<DecisionId> by_use_;  // most recent first
    std::unordered_map<DecisionId, std::unique_ptr<Open>> files_;
};

}  // namespace juece::service
