// The floor that speeds are measured against: what pgbench reaches on the same server with one event per transaction
// (floor.sql, floor_setup.sql; docs/operating/performance.md). Machines are shared, so a program measures it before,
// between and after its own figures, and divides by the mean.
//
// Needs a superuser's connection to a migrated database; makes tables of its own in `public` there. Threads: one at a
// time; calls block. Throws std::runtime_error if pgbench fails, WorldError if the server does.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace juece::bench {

class Floor {
public:
    explicit Floor(std::string superuser_dsn);

    // Prints its figure.
    void measure(std::chrono::seconds length);
    // Of all measurements, in transactions per second. Requires: one at least.
    double mean() const;

private:
    std::string dsn_;
    std::vector<double> per_second_;
};

}  // namespace juece::bench
