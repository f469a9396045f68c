// Paging through a stream, one page ahead.
#include "workflow/service/stream_pages.hpp"

#include <algorithm>

namespace juece::service {
namespace {

constexpr std::size_t page_size = 1'000;

}  // namespace

StreamPages::StreamPages(
    ports::EventLog& log, LogName name, std::string stream, std::uint64_t after_version, Timestamp until
)
    : log_{log}, name_{std::move(name)}, stream_{std::move(stream)}, after_version_{after_version}, until_{until} {}

std::vector<ports::StoredEvent> StreamPages::next() {
    if (ended_) return {};
    auto page = ahead_ ? ahead_() : log_.read_stream(name_, stream_, after_version_, page_size);
    bool const is_whole = page.size() == page_size;
    // Within a stream recorded_at never decreases.
    auto const later = std::ranges::upper_bound(page, until_, {}, &ports::StoredEvent::recorded_at);
    ended_ = !is_whole || later != page.end();
    page.erase(later, page.end());
    if (!ended_) ahead_ = log_.read_stream_ahead(name_, stream_, page.back().version, page_size);
    return page;
}

}  // namespace juece::service
