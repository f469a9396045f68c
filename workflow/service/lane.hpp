// Lane: tasks that take turns. A task may go on after it returns (a commit, a read); the next begins when it says
// that it is done. This is the mailbox of a stream (docs/adr/0004-gapless-log.md: one in flight per stream and node).
//
// A task that throws is called once more, with what it threw (then.hpp): it tells whoever asked, and says that it is
// done like any other.
//
// Threads: the strand only. Lifetime: the crowd outlives the lane; a task may destroy nothing that holds its lane
// before it calls done.
#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>

namespace juece::service {

// All lanes of a node together.
struct Crowd {
    std::size_t waiting = 0;  // tasks whose turn has not come
};

class Lane {
public:
    explicit Lane(Crowd& crowd) : crowd_{&crowd} {}

    using Done = std::function<void()>;
    using Task = std::function<void(std::exception_ptr const& failure, Done done)>;

    void run(Task task);
    bool idle() const { return !busy_; }
    std::size_t waiting() const { return tasks_.size(); }

private:
    void next();

    Crowd* crowd_;
    std::deque<Task> tasks_;
    bool busy_ = false;
    bool starting_ = false;
};

}  // namespace juece::service
