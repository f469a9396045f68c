// Events made of acts.
#include "tests/support/folding.hpp"

#include <gtest/gtest.h>

namespace juece::testing {

procedure::Event event_of(Act const& act, std::uint64_t version) {
    procedure::Event event;
    event.version = version;
    event.type = std::string{code(act.command.spec->trigger)} + ".v1";
    event.actor = act.who.actor;
    event.occurred_at = act.command.occurred_at;
    event.documents = act.command.documents;
    event.data = act.command.data;
    return event;
}

std::uint64_t Folding::take(Act const& act) {
    auto const on = act.command.spec->trigger;
    EXPECT_TRUE(chapter(facts, event_of(act, ++version), on)) << code(on);
    return version;
}

void Folding::take(procedure::Trigger on, std::uint64_t target) {
    procedure::Event event;
    event.version = ++version;
    event.data.set("target", target);
    EXPECT_TRUE(chapter(facts, event, on)) << code(on);
}

}  // namespace juece::testing
