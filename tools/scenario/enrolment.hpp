// Enrolment (登记: true): before a scenario's first step, its organs, posts and persons are entered in the register,
// over the same interface as anybody would use. Threads: one caller.
#pragma once

#include <functional>

#include "tools/scenario/driver.hpp"
#include "tools/scenario/scenario.hpp"

namespace juece::scenario {

// Who enters the register: an office or organ of the file; if it has none, an office of its own.
Performer registrar_of(Scenario const& scenario);

// Every entry is the registrar's; he is appointed first, because from then on the register asks who he is. Everybody
// is appointed from 2019-01-01, except to a post in which a step of the file places him. Throws DriverError at an entry
// that is not accepted.
void enrol(
    Scenario const& scenario, Driver& driver, Names const& names, std::function<Person(Performer const&)> person_of
);

}  // namespace juece::scenario
