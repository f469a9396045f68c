// The signal mask.
#include "tools/jueced/signals.hpp"

#include <csignal>
#include <initializer_list>

namespace juece::jueced {

namespace {

void mask(int how) {
    sigset_t set;
    sigemptyset(&set);
    for (auto const number : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, number);
    ::pthread_sigmask(how, &set, nullptr);
}

}  // namespace

void hold_signals() { mask(SIG_BLOCK); }
void release_signals() { mask(SIG_UNBLOCK); }

}  // namespace juece::jueced
