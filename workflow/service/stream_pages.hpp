// The stored events of a stream, page by page and in order. While one page is used the log may read the next: a
// database takes about as long for a page as decoding it does.
//
// Blocks: off the strand. Throws WorldError. Threads: one at a time.
#pragma once

#include <cstdint>
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
    ports::EventLog& log_;
    LogName const name_;
    std::string const stream_;
    std::uint64_t after_version_;
    Timestamp const until_;
    bool ended_ = false;
    std::function<std::vector<ports::StoredEvent>()> ahead_;  // the next page, once one was used
};

}  // namespace juece::service
