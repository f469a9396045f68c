// C11's threads, locks and conditions for the tsan preset, made of POSIX's, which ThreadSanitizer sees.
//
// librdkafka uses those of C11. GCC 12's sanitizer does not: a thread that it did not see begin crashes in the first
// function that it intercepts, and what a lock guards looks like a race. Linked into every program with Kafka, these
// take glibc's place.
#include <cerrno>
#include <cstdint>
#include <memory>

#include <pthread.h>
#include <threads.h>

namespace {

struct Start {
    thrd_start_t function;
    void* argument;
};

void* run(void* start) {
    std::unique_ptr<Start> const begun{static_cast<Start*>(start)};
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(begun->function(begun->argument)));
}

static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t) && sizeof(cnd_t) == sizeof(pthread_cond_t));
pthread_mutex_t* posix(mtx_t* lock) { return reinterpret_cast<pthread_mutex_t*>(lock); }
pthread_cond_t* posix(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

int result_of(int error) {
    if (error == 0) return thrd_success;
    if (error == EBUSY) return thrd_busy;
    return error == ETIMEDOUT ? thrd_timedout : thrd_error;
}

}  // namespace

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
    auto start = std::make_unique<Start>(function, argument);
    auto const error = ::pthread_create(thread, nullptr, run, start.get());
    if (error == 0) static_cast<void>(start.release());
    return result_of(error);
}

int thrd_join(thrd_t thread, int* result) {
    void* returned = nullptr;
    auto const error = ::pthread_join(thread, &returned);
    if (error == 0 && result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
    return result_of(error);
}

int thrd_detach(thrd_t thread) { return result_of(::pthread_detach(thread)); }

int mtx_init(mtx_t* lock, int type) {
    pthread_mutexattr_t kind;
    ::pthread_mutexattr_init(&kind);
    if ((type & mtx_recursive) != 0) ::pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    auto const error = ::pthread_mutex_init(posix(lock), &kind);
    ::pthread_mutexattr_destroy(&kind);
    return result_of(error);
}

int mtx_lock(mtx_t* lock) { return result_of(::pthread_mutex_lock(posix(lock))); }
int mtx_trylock(mtx_t* lock) { return result_of(::pthread_mutex_trylock(posix(lock))); }
int mtx_unlock(mtx_t* lock) { return result_of(::pthread_mutex_unlock(posix(lock))); }
void mtx_destroy(mtx_t* lock) { ::pthread_mutex_destroy(posix(lock)); }

int cnd_init(cnd_t* condition) { return result_of(::pthread_cond_init(posix(condition), nullptr)); }
int cnd_signal(cnd_t* condition) { return result_of(::pthread_cond_signal(posix(condition))); }
int cnd_broadcast(cnd_t* condition) { return result_of(::pthread_cond_broadcast(posix(condition))); }
int cnd_wait(cnd_t* condition, mtx_t* lock) { return result_of(::pthread_cond_wait(posix(condition), posix(lock))); }
int cnd_timedwait(cnd_t* condition, mtx_t* lock, timespec const* until) {
    return result_of(::pthread_cond_timedwait(posix(condition), posix(lock), until));
}
void cnd_destroy(cnd_t* condition) { ::pthread_cond_destroy(posix(condition)); }

}  // extern "C"
