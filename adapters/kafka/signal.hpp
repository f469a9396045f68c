// An eventfd: what wake() and librdkafka's queues raise, and what the relay's thread waits for.
//
// Threads: raise() from any, wait() from one. Raised before wait() counts as well. Throws std::system_error if the
// process has no descriptor left.
#pragma once

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace juece::kafka {

class Signal {
public:
    Signal() : fd_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
        if (fd_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
    ~Signal() { ::close(fd_); }
    Signal(Signal const&) = delete;
    Signal& operator=(Signal const&) = delete;

    int fd() const { return fd_; }
    void raise() const noexcept {
        std::uint64_t const one = 1;
        // It fails only when the counter is full, and then the thread is awake anyway.
        static_cast<void>(!::write(fd_, &one, sizeof one));
    }
    bool wait(std::chrono::milliseconds patience) const {
        pollfd waiting{fd_, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
        std::uint64_t count = 0;
        return ::read(fd_, &count, sizeof count) > 0;
    }

private:
    int fd_;
};

}  // namespace juece::kafka
