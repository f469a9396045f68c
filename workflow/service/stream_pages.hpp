// The stored events of a stream, page by page and in order. While one page is used the log may read the next two: a
// database takes about as long for a page as decoding it does, and rests while a page is being received.
//
// Blocks: off the strand. Throws WorldError. Threads: one at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "workflow/ports/event_log.hpp"

namespace juece::service {

class StreamPages {
public:
    // Events beyond that version, none recorded after `until`.
    StreamPages(
        ports::EventLog& log,
        LogName name,
        std::string stream,
        std::uint64_t after_version,
        Timestamp until = Timestamp::max()
    );

    // Empty when there are no more.
    std::vector<ports::StoredEvent> next();

private:
    std::vector<ports::StoredEvent> take();
    std::uint64_t advance();  // the version that the next page begins behind

    ports::EventLog& log_;
    LogName const name_;
    std::string const stream_;
    std::uint64_t asked_to_;  // pages were asked for up to this version
    Timestamp const until_;
    bool ended_ = false;
    std::deque<std::function<std::vector<ports::StoredEvent>()>> ahead_;  // the next pages, once one was used
};

}  // namespace juece::service
