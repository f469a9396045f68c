// MsmRegion: the Boost.MSM machine of one chapter, generated from its rows. Include this in statutes/*/*.cpp only:
// one row costs the compiler as much as a hundred lines elsewhere.
//
// What MSM must not do here, and how it is kept from it:
//   copies made from a non-const machine, and moves, fall back to the initial state  -> copies go through std::as_const
//   exceptions and the message queue leave a machine deaf                            -> both are switched off
//   state ids depend on the order of rows                                            -> states leave as `State` only
//   process_event answers with a bit mask                                            -> only HANDLED_TRUE is asked for
// Threads: none shared. Throws: nothing of its own.
#pragma once

// MSM's own tables of states are Fusion vectors.
#define FUSION_MAX_VECTOR_SIZE 20

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mp11/mpl_list.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "workflow/core/assertion.hpp"
#include "workflow/procedure/judging.hpp"
#include "workflow/procedure/machine.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::procedure {

template <State>
struct In : boost::msm::front::state<> {};

template <Trigger>
struct On {};

// A row by its place: a name that spelled out its rules, again in every symbol of the machine, would make programs of
// hundreds of megabytes. For the same reason a chapter is a struct with a name of its own, not an alias.
template <class Chapter, std::size_t place>
using RowAt = boost::mp11::mp_at_c<typename Chapter::rows, place>;

// Asks every rule of the row and keeps the reasons; in replay nothing is asked, because history is a fact.
template <class Chapter, std::size_t place>
struct Guard {
    template <class Event, class Fsm, class Source, class Target>
    bool operator()(Event const&, Fsm& fsm, Source&, Target&) const {
        if (fsm.judged == nullptr) return true;
        fsm.refusals = judge(RowAt<Chapter, place>::clauses, *fsm.judged).refusals;
        return fsm.refusals.empty();
    }
};

template <class Chapter, class Places>
struct MsmRows;
template <class Chapter, std::size_t... places>
struct MsmRows<Chapter, std::index_sequence<places...>> {
    using type = boost::mp11::mp_list<boost::msm::front::Row<
        In<RowAt<Chapter, places>::from>,
        On<RowAt<Chapter, places>::on>,
        In<RowAt<Chapter, places>::to>,
        boost::msm::front::none,
        Guard<Chapter, places>>...>;
};

template <class Chapter>
struct Front : boost::msm::front::state_machine_def<Front<Chapter>> {
    using initial_state = In<Chapter::initial>;
    // An alias: a struct deriving from the list would compile and be silently empty.
    using transition_table =
        typename MsmRows<Chapter, std::make_index_sequence<boost::mp11::mp_size<typename Chapter::rows>::value>>::type;
    static_assert(boost::mp11::mp_is_list<transition_table>::value);
    using no_exception_thrown = int;
    using no_message_queue = int;

    template <class Fsm, class Event>
    void no_transition(Event const&, Fsm&, int) {}  // the answer of process_event says it

    rules::Judgement const* judged = nullptr;  // null: replay
    std::vector<rules::Refusal> refusals;
};

template <class Chapter>
class MsmRegion final : public RegionMachine {
public:
    MsmRegion() { machine_.start(); }
    MsmRegion(MsmRegion const& other) : machine_(std::as_const(other.machine_)) {}
    MsmRegion& operator=(MsmRegion const&) = delete;

    State state() const override {
        auto const found = std::ranges::find(states(), machine_.current_state()[0], &Numbered::id);
        JUECE_ASSERT(found != states().end(), "a machine stands in a state of its table");
        return found->state;
    }

    std::unique_ptr<RegionMachine> clone() const override { return std::make_unique<MsmRegion>(*this); }

    std::vector<rules::Refusal> try_step(Trigger on, rules::Judgement const& judged) const override {
        Backend trial(std::as_const(machine_));
        trial.judged = &judged;
        bool const moved = process(trial, on);
        JUECE_ASSERT(moved == trial.refusals.empty(), "a step is refused with reasons or taken");
        return std::move(trial.refusals);
    }

    bool replay(Trigger on) override { return process(machine_, on); }

private:
    using Backend = boost::msm::back::state_machine<Front<Chapter>>;
    using Process = bool (*)(Backend&);

    struct Numbered {
        int id;
        State state;
    };

    template <class R>
    using ends_of = boost::mp11::mp_list<std::integral_constant<State, R::from>, std::integral_constant<State, R::to>>;
    using StateList =
        boost::mp11::mp_unique<boost::mp11::mp_flatten<boost::mp11::mp_transform<ends_of, typename Chapter::rows>>>;

    // MSM's numbers of the chapter's states.
    static auto const& states() {
        static constexpr auto numbered = []<State... all>(boost::mp11::mp_list<std::integral_constant<State, all>...>) {
            return std::array{
                Numbered{boost::msm::back::get_state_id<typename Backend::stt, In<all>>::type::value, all}...};
        }
        (StateList{});
        return numbered;
    }

    template <Trigger on>
    static bool process_one(Backend& machine) {
        auto const answer = machine.process_event(On<on>{});
        return (static_cast<unsigned>(answer) & static_cast<unsigned>(boost::msm::back::HANDLED_TRUE)) != 0;
    }

    // False: no row from here, or a guard refused.
    static bool process(Backend& machine, Trigger on) {
        using triggers = typename ChaptersOf<Chapter>::triggers;
        static constexpr auto table =
            []<Trigger... all>(boost::mp11::mp_list<std::integral_constant<Trigger, all>...>) {
            std::array<Process, trigger_count> slots{};
            ((slots[static_cast<std::size_t>(all)] = &MsmRegion::template process_one<all>), ...);
            return slots;
        }
        (triggers{});
        auto const step = table[static_cast<std::size_t>(on)];
        return step != nullptr && step(machine);
    }

    Backend machine_;
};

}  // namespace juece::procedure
