// A subscriber's memory in a file: the last version of each subject and where to read on in each partition.
//
// A line is appended for every event applied and given to the operating system before the next one, so a killed
// process repeats at most the event whose callback had run and whose line had not been written. Text, one line each:
//   juece-subscriber-1 <topic>
//   <partition or -1> <next offset> <version> <sha256> <sm3> <subject>        (-1: came over HTTP)
// A last line without its end is a crash's and is dropped. Threads: one. Errors: WorldError corrupt if the file is of
// another topic or is not such a file; unavailable if it cannot be read or written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "adapters/kafka/subscriber/consumer_rule.hpp"

namespace juece::kafka {

class Journal {
public:
    Journal(std::filesystem::path file, std::string topic);

    SeenVersions const& seen() const { return seen_; }
    std::map<int, std::int64_t> const& next_offsets() const { return next_offsets_; }

    // `next_offset` of a partition; partition -1 if the event came over HTTP.
    void applied(int partition, std::int64_t next_offset, std::string const& subject, Seen const& seen);

private:
    void load();
    void read_line(std::string_view line);
    void rewrite();
    [[noreturn]] void fail_on_writing() const;

    std::filesystem::path file_;
    std::string topic_;
    SeenVersions seen_;
    std::map<int, std::int64_t> next_offsets_;
    std::ofstream out_;
};

}  // namespace juece::kafka
