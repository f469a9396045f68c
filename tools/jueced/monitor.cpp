// Looking at readiness from the pool, and asking the I/O thread from another one.
#include "tools/jueced/monitor.hpp"

#include <future>
#include <memory>
#include <utility>

namespace juece::jueced {
namespace {

constexpr std::chrono::seconds look_every{5};
constexpr std::chrono::seconds patience{1};

}  // namespace

Monitor::Monitor(http::IoStrand& strand, Journal const& journal, Sources sources)
    : strand_{strand}, journal_{journal}, sources_{std::move(sources)}, faults_{journal}, timer_{strand.context()} {}

void Monitor::access(http::AccessRecord const& record) {
    requests_.observe(record);
    journal_.access(record);
}

void Monitor::start() {
    look();
    look_again_later();
}

void Monitor::look_again_later() {
    timer_.expires_after(look_every);
    timer_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        faults_.sum_up();
        look();
        look_again_later();
    });
}

// While a database does not answer, one look waits for it, not one every five seconds.
void Monitor::look() {
    if (looking_) return;
    looking_ = strand_.offload([this] {
        auto const reason = sources_.why_not_ready();
        strand_.post([this, reason] {
            looking_ = false;
            note(reason);
        });
    });
}

void Monitor::note(std::string const& reason) {
    std::optional<bool> const found{reason.empty()};
    ready_ = *found;
    if (std::exchange(known_, found) == found) return;
    if (*found) {
        journal_.info("ready");
    } else {
        journal_.warn("not_ready", Object{{"cause", reason}});
    }
}

std::string Monitor::page() {
    auto const asked = std::make_shared<std::promise<StrandFigures>>();
    auto answer = asked->get_future();
    strand_.post([this, asked] {
        auto figures = sources_.on_io_thread();
        figures.requests = requests_.figures();
        figures.faults = faults_.counts();
        asked->set_value(std::move(figures));
    });
    auto figures = sources_.any_thread();
    figures.ready = ready_;
    if (answer.wait_for(patience) == std::future_status::ready) figures.strand = answer.get();
    return write_metrics(figures);
}

}  // namespace juece::jueced
