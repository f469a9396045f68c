// Turn-taking without recursion: a task that is done at once does not call the next from inside itself.
#include "workflow/service/lane.hpp"

#include "workflow/core/assertion.hpp"
#include "workflow/service/then.hpp"

namespace juece::service {

void Lane::run(Task task) {
    tasks_.push_back(std::move(task));
    ++crowd_->waiting;
    if (!busy_) next();
}

void Lane::next() {
    if (starting_) return;  // The loop below goes on with it.
    starting_ = true;
    while (!busy_ && !tasks_.empty()) {
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        --crowd_->waiting;
        busy_ = true;
        auto const done = [this] {
            JUECE_ASSERT(busy_, "a task is done once");
            busy_ = false;
            next();
        };
        go_on([&](std::exception_ptr const& failure) { task(failure, done); });
    }
    starting_ = false;
}

}  // namespace juece::service
