// Machine: the state machines of one decision item, one MSM machine per region, behind a header without MSM.
//
// Lifetime: move-only; a clone sits where the original sits. Threads: none shared; const functions only read.
// try_step never moves the machine: it asks a copy (docs/adr/0002-one-machine-per-region.md). replay is what history
// does: rules are not asked again, only an impossible step is an error.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "workflow/procedure/event.hpp"
#include "workflow/procedure/statute.hpp"
#include "workflow/rules/judgement.hpp"

namespace juece::procedure {

// A recorded step that the table does not know, or whose `from` is not where the machine stands: history was altered or
// belongs to another statute. Never skipped.
class CorruptHistory : public std::runtime_error {
public:
    CorruptHistory(std::uint64_t version, std::string const& what);
    std::uint64_t version() const { return version_; }

private:
    std::uint64_t version_;
};

// One region's machine; implemented in procedure/msm/region.hpp.
class RegionMachine {
public:
    virtual ~RegionMachine() = default;
    virtual State state() const = 0;
    virtual std::unique_ptr<RegionMachine> clone() const = 0;
    // Every unmet rule of the row (state(), on). Requires: that row exists.
    virtual std::vector<rules::Refusal> try_step(Trigger on, rules::Judgement const& judged) const = 0;
    // Moves without asking the rules; false if there is no such row.
    virtual bool replay(Trigger on) = 0;
};

class Machine {
public:
    // Requires: a known statute.
    static Machine of(Statute const& statute);

    Machine(Machine&&) noexcept = default;
    Machine& operator=(Machine&&) noexcept = default;
    Machine clone() const;

    Statute const& statute() const { return *statute_; }
    State state(Region region) const;      // Requires: the statute has that region.
    RowView const* row(Trigger on) const;  // the row that `on` would take from here, nullptr if none
    std::vector<rules::Refusal> try_step(Trigger on, rules::Judgement const& judged) const;  // Requires: row(on)
    void replay(std::uint64_t version, Step const& step);                                    // throws CorruptHistory

private:
    explicit Machine(Statute const& statute) : statute_{&statute} {}

    Statute const* statute_;
    std::vector<std::unique_ptr<RegionMachine>> regions_;  // in the order of the statute's chapters
};

}  // namespace juece::procedure
