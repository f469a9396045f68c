// Driver over the service and the in-memory twins of its ports: the whole product in one process, without server,
// database or network. Its rehearsals are gone when it is destroyed.
//
// Lifetime: codec and hasher outlive it. Threads: one caller.
#pragma once

#include <memory>

#include "tools/scenario/driver.hpp"
#include "workflow/ports/event_codec.hpp"
#include "workflow/ports/hasher.hpp"
#include "workflow/service/service.hpp"

namespace juece::scenario {

class MemoryDriver final : public Driver {
public:
    MemoryDriver(ports::EventCodec const& codec, ports::Hasher const& hasher, service::RuleSource rules);
    ~MemoryDriver() override;

    std::string name() const override;
    void open_log(LogSpec const& spec, Person const& by) override;
    void move_clock(Timestamp to, Person const& by) override;
    procedure::Document upload(Upload const& upload, Person const& by) override;
    Outcome send(Call const& call) override;
    Outcome enter(RegisterCall const& call) override;
    Menu menu(DecisionId decision, Person const& by) override;
    States states(DecisionId decision, Person const& by) override;
    std::vector<Stored> history(DecisionId decision, std::optional<Day> as_of, Person const& by) override;
    std::vector<Stored> stream(std::string const& stream, std::uint64_t after_version, Person const& by) override;
    std::vector<Stored> log(Person const& by) override;

private:
    struct World;
    std::unique_ptr<World> world_;
};

}  // namespace juece::scenario
