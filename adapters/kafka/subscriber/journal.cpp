// Reads, shortens and appends the journal.
#include "adapters/kafka/subscriber/journal.hpp"

#include <charconv>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "workflow/ports/world_error.hpp"

namespace juece::kafka {
namespace {

constexpr std::string_view mark = "juece-subscriber-1";

std::string line_of(int partition, std::int64_t next_offset, std::string const& subject, Seen const& seen) {
    return fmt::format(
        "{} {} {} {} {} {}\n", partition, next_offset, seen.version, hex(seen.leaf.sha256), hex(seen.leaf.sm3), subject
    );
}

// The text before the next blank; `rest` goes on behind it.
std::string_view take_word(std::string_view& rest) {
    auto const end = rest.find(' ');
    auto const word = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return word;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
    Number number{};
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = fault == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

}  // namespace

Journal::Journal(std::filesystem::path file, std::string topic) : file_{std::move(file)}, topic_{std::move(topic)} {
    load();
    // Once per start the file is as long as the number of subjects, not of events.
    rewrite();
}

void Journal::load() {
    std::ifstream in{file_, std::ios::binary};
    if (!in) return;
    std::stringstream whole;
    whole << in.rdbuf();
    auto const text = whole.str();
    std::size_t at = 0;
    bool first = true;
    for (auto end = text.find('\n'); end != std::string::npos; at = end + 1, end = text.find('\n', at)) {
        auto const line = std::string_view{text}.substr(at, end - at);
        if (std::exchange(first, false)) {
            if (line != fmt::format("{} {}", mark, topic_))
                throw ports::WorldError{
                    ports::WorldErrorKind::corrupt, fmt::format("{} is not the state of {}", file_.string(), topic_)};
            continue;
        }
        read_line(line);
    }
}

void Journal::read_line(std::string_view line) {
    auto subject = line;
    auto const partition = number_in<int>(take_word(subject));
    auto const next_offset = number_in<std::int64_t>(take_word(subject));
    auto const version = number_in<std::uint64_t>(take_word(subject));
    auto const sha256 = parse_hash(take_word(subject));
    auto const sm3 = parse_hash(take_word(subject));
    bool const whole = partition && next_offset && version && sha256 && sm3 && !subject.empty();
    if (!whole || *partition < -1 || *next_offset < 0 || *version == 0)
        throw ports::WorldError{
            ports::WorldErrorKind::corrupt, fmt::format("{}: cannot be read: {}", file_.string(), line)};
    seen_[std::string{subject}] = {*version, {*sha256, *sm3}};
    if (*partition >= 0) next_offsets_[*partition] = *next_offset;
}

void Journal::rewrite() {
    auto const fresh = file_.string() + ".new";
    {
        std::ofstream out{fresh, std::ios::binary | std::ios::trunc};
        out << mark << ' ' << topic_ << '\n';
        auto offset = next_offsets_.begin();
        // Offsets ride on the lines of subjects; more partitions than subjects cannot have been read.
        for (auto const& [subject, seen] : seen_) {
            bool const carries = offset != next_offsets_.end();
            out << line_of(carries ? offset->first : -1, carries ? offset->second : 0, subject, seen);
            if (carries) ++offset;
        }
        if (!out.flush()) fail_on_writing();
    }
    std::error_code fault;
    std::filesystem::rename(fresh, file_, fault);
    if (fault) fail_on_writing();
    out_.open(file_, std::ios::binary | std::ios::app);
    if (!out_) fail_on_writing();
}

void Journal::applied(int partition, std::int64_t next_offset, std::string const& subject, Seen const& seen) {
    seen_[subject] = seen;
    if (partition >= 0) next_offsets_[partition] = next_offset;
    out_ << line_of(partition, next_offset, subject, seen) << std::flush;
    if (!out_) fail_on_writing();
}

void Journal::fail_on_writing() const {
    throw ports::WorldError{ports::WorldErrorKind::unavailable, fmt::format("{} cannot be written", file_.string())};
}

}  // namespace juece::kafka
