// Puts a judgement together and asks one rule.
#include "tests/support/trial.hpp"

#include "tests/support/calendars.hpp"

namespace juece::testing {

rules::Unmet absent(List codes) { return Object{{"absent", std::move(codes)}}; }

Trial& Trial::holds(rules::Switch of, bool value) {
    facts.is(of) = rules::Fact<bool>{value, ++version, act.command.occurred_at};
    return *this;
}

Trial& Trial::stage(procedure::Region of, rules::Outcome outcome) {
    facts.stage(of) = rules::Fact<rules::Outcome>{outcome, ++version, act.command.occurred_at};
    return *this;
}

rules::Unmet Trial::ask(rules::Unmet (*unmet)(rules::Judgement const&), std::set<std::uint64_t>* read) const {
    auto const& command = act.command;
    auto const calendar = calendar::test::published().known_on(beijing_day(command.occurred_at));
    return unmet(
        {facts, profile, calendar, act.who, command.occurred_at, command.data, command.documents, command.reasons, read}
    );
}

}  // namespace juece::testing
