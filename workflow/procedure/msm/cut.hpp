// CutRegion: one region whose rows are too many for one MSM machine, cut into parts that are one machine each
// (docs/adr/0002-one-machine-per-region.md). Include this in statutes/*/*.cpp only.
//
// A row belongs to the part in which its `from` lies. Each part has, beside its own states, a generated state
// `outside`: a row that leads into another part is the step `from → outside` here and `outside → to` there, both made
// from the one row of the statute. Exactly one part is not outside: that is where the region stands.
// Threads: none shared.
#pragma once

#include <algorithm>
#include <array>
#include <memory>

#include "workflow/procedure/msm/region.hpp"

namespace juece::procedure {

// No word of the procedure: it is in no leaf, menu or table.
inline constexpr State outside{255};

template <class R>
struct Leaving {
    static constexpr State from = R::from;
    static constexpr Trigger on = R::on;
    static constexpr State to = outside;
    static constexpr auto clauses = R::clauses;
};

// Nothing is asked on the way in: it was asked on the way out.
template <Trigger on_, State to_>
struct Entering {
    static constexpr State from = outside;
    static constexpr Trigger on = on_;
    static constexpr State to = to_;
    static constexpr std::array<Clause, 0> clauses{};
};

// What one part makes of all rows of its region. The whole names its parts: Whole::parts, lists of rows.
template <class Whole, std::size_t number>
struct Part {
    using Rows = boost::mp11::mp_at_c<typename Whole::parts, number>;
    template <class R>
    using from_of = std::integral_constant<State, R::from>;
    template <class R>
    using to_of = std::integral_constant<State, R::to>;
    using home = boost::mp11::mp_unique<boost::mp11::mp_transform<from_of, Rows>>;
    using begun_anywhere = boost::mp11::mp_transform<from_of, typename Whole::rows>;

    template <class R>
    using begins_here = boost::mp11::mp_contains<home, from_of<R>>;
    // A state that no row leaves belongs to every part that reaches it.
    template <class R>
    using stays = boost::mp11::mp_or<
        boost::mp11::mp_contains<home, to_of<R>>,
        boost::mp11::mp_not<boost::mp11::mp_contains<begun_anywhere, to_of<R>>>>;
    template <class R>
    using enters = boost::mp11::mp_and<boost::mp11::mp_not<begins_here<R>>, boost::mp11::mp_contains<home, to_of<R>>>;
    template <class R>
    using inner_step = boost::mp11::mp_if<stays<R>, R, Leaving<R>>;
    template <class R>
    using entry = Entering<R::on, R::to>;

    static constexpr Region region = Whole::region;
    static constexpr State initial =
        boost::mp11::mp_contains<home, std::integral_constant<State, Whole::initial>>::value ? Whole::initial : outside;
    using rows = boost::mp11::mp_append<
        boost::mp11::mp_transform<inner_step, Rows>,
        boost::mp11::mp_unique<
            boost::mp11::mp_transform<entry, boost::mp11::mp_copy_if<typename Whole::rows, enters>>>>;

    template <class R>
    using key = boost::mp11::mp_list<from_of<R>, trigger_of<R>>;
    static_assert(
        boost::mp11::mp_is_set<boost::mp11::mp_transform<key, rows>>::value,
        "a trigger that leads into a part leads to one state of it"
    );
};

template <class Whole, class Numbers = std::make_index_sequence<boost::mp11::mp_size<typename Whole::parts>::value>>
class CutRegion;

template <class Whole, std::size_t... numbers>
class CutRegion<Whole, std::index_sequence<numbers...>> final : public RegionMachine {
    static_assert(
        std::is_same_v<boost::mp11::mp_apply<boost::mp11::mp_append, typename Whole::parts>, typename Whole::rows>,
        "the parts are the whole, in its order"
    );
    static_assert(
        boost::mp11::mp_is_set<boost::mp11::mp_append<typename Part<Whole, numbers>::home...>>::value,
        "a state begins rows of one part only"
    );

public:
    CutRegion() : parts_{std::make_unique<MsmRegion<Part<Whole, numbers>>>()...} {}
    CutRegion(CutRegion const& other) {
        std::ranges::transform(other.parts_, parts_.begin(), [](auto const& part) { return part->clone(); });
    }
    CutRegion& operator=(CutRegion const&) = delete;

    State state() const override { return inside().state(); }
    std::unique_ptr<RegionMachine> clone() const override { return std::make_unique<CutRegion>(*this); }
    std::vector<rules::Refusal> try_step(Trigger on, rules::Judgement const& judged) const override {
        return inside().try_step(on, judged);
    }

    bool replay(Trigger on) override {
        auto& left = inside();
        if (!left.replay(on)) return false;
        if (left.state() != outside) return true;
        return std::ranges::any_of(parts_, [&](auto const& part) { return part.get() != &left && part->replay(on); });
    }

private:
    RegionMachine& inside() const {
        auto const found = std::ranges::find_if(parts_, [](auto const& part) { return part->state() != outside; });
        JUECE_ASSERT(found != parts_.end(), "a region stands in one of its parts");
        return **found;
    }

    std::array<std::unique_ptr<RegionMachine>, sizeof...(numbers)> parts_;
};

}  // namespace juece::procedure
