// Paging through a stream, two pages ahead.
#include "workflow/service/stream_pages.hpp"

#include <algorithm>
#include <utility>

namespace juece::service {
namespace {

constexpr std::size_t page_size = 500;
constexpr std::size_t pages_ahead = 2;

}  // namespace

StreamPages::StreamPages(
    ports::EventLog& log, LogName name, std::string stream, std::uint64_t after_version, Timestamp until
)
    : log_{log}, name_{std::move(name)}, stream_{std::move(stream)}, asked_to_{after_version}, until_{until} {}

std::vector<ports::StoredEvent> StreamPages::next() {
    if (ended_) return {};
    auto page = take();
    bool const is_whole = page.size() == page_size;
    // Within a stream recorded_at never decreases.
    auto const later = std::ranges::upper_bound(page, until_, {}, &ports::StoredEvent::recorded_at);
    ended_ = !is_whole || later != page.end();
    page.erase(later, page.end());
    // Versions have no gap, so where a page begins is known before the one in front of it has come.
    while (!ended_ && ahead_.size() < pages_ahead)
        ahead_.push_back(log_.read_stream_ahead(name_, stream_, advance(), page_size));
    return page;
}

std::vector<ports::StoredEvent> StreamPages::take() {
    if (ahead_.empty()) return log_.read_stream(name_, stream_, advance(), page_size);
    auto const page = std::move(ahead_.front());
    ahead_.pop_front();
    return page();
}

std::uint64_t StreamPages::advance() { return std::exchange(asked_to_, asked_to_ + page_size); }

}  // namespace juece::service
