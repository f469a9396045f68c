// Work one piece at a time, in order, on the caller's thread.
#include "adapters/memory/strand.hpp"

namespace juece::memory {

namespace {

// A test that fails by an exception must leave a strand that still works.
struct Running {
    explicit Running(bool& flag) : flag_{flag} { flag_ = true; }
    ~Running() { flag_ = false; }
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;

private:
    bool& flag_;
};

}  // namespace

void InlineStrand::post(std::function<void()> work) {
    waiting_.push_back(std::move(work));
    if (running_) return;
    Running const running{running_};
    while (!waiting_.empty()) {
        auto const next = std::move(waiting_.front());
        waiting_.pop_front();
        next();
    }
}

bool InlineStrand::offload(std::function<void()> blocking) {
    blocking();
    return true;
}

}  // namespace juece::memory
