// Makes leaves and appends them.
#include "tests/integration/kafka/sample.hpp"

#include <atomic>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "workflow/core/assertion.hpp"

namespace juece::kafka {
namespace {

constexpr std::string_view leaf_mark{"\0", 1};

// UUIDv7: the time, then a number that no other leaf of the log has.
EventId id_of(Timestamp at, std::uint64_t number) {
    auto const milliseconds =
        static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count());
    UuidBytes bytes{};
    for (unsigned i = 0; i < 6; ++i)
        bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40U - 8U * i));
    for (unsigned i = 0; i < 7; ++i)
        bytes[9 + i] = static_cast<std::uint8_t>(number >> (48U - 8U * i));
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    return EventId{bytes};
}

// Digits that compression does not shorten much, as digests and ids are.
std::string padding_of(std::size_t size, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::string padding;
    while (padding.size() < size)
        padding += fmt::format("{:016x}", random());
    padding.resize(size);
    return padding;
}

}  // namespace

LogName fresh_log_name() {
    static std::atomic<unsigned> count{0};
    auto const ticks = std::chrono::steady_clock::now().time_since_epoch().count();
    return *LogName::parse(fmt::format("test-{}-{}-{}", ::getpid(), ticks, ++count));
}

Timestamp RunningClock::now() const {
    return Timestamp{
        std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

Sample::Sample(SampleOptions options) : options_{options}, name_{options.name ? *options.name : fresh_log_name()} {
    ports::AppendItem first{"log", 0, {make_leaf("log", 1, Digest{}, 0)}, {}, {}, {}, {}};
    log_.open(name_, options_.rehearsal, options_.kafka, {std::move(first)});
}

std::uint64_t Sample::append(std::string const& stream, std::size_t count, std::size_t padding) {
    std::lock_guard const guard{mutex_};
    auto const version = log_.head(name_, stream).version;
    Digest prev;
    if (version > 0) prev = log_.read_stream(name_, stream, version - 1, 1).front().hash;
    ports::AppendItem item{stream, version, {}, {}, {}, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        item.leaves.push_back(make_leaf(stream, version + i + 1, prev, padding));
        prev = item.leaves.back().hash;
    }
    std::uint64_t first = 0;
    log_.append(name_, std::move(item), [&](ports::AppendOutcome const& outcome) {
        JUECE_ASSERT(!outcome.failure && outcome.what == ports::Appended::appended, "the sample appends what fits");
        first = outcome.first_seq;
    });
    return first;
}

std::uint64_t Sample::size() { return log_.info(name_)->next_seq; }

std::vector<ports::StoredEvent> Sample::events() { return log_.read_log(name_, 0, size()); }

Fetch Sample::fetch() {
    return [this](std::string const& subject, std::uint64_t after_version) {
        std::vector<FetchedLeaf> leaves;
        for (auto& event : log_.read_stream(name_, subject, after_version, 2))
            leaves.push_back({event.seq, std::move(event.leaf)});
        return leaves;
    };
}

ports::NewLeaf Sample::make_leaf(
    std::string const& stream, std::uint64_t version, Digest const& prev, std::size_t padding
) {
    auto const at = options_.from + std::chrono::milliseconds{made_};
    procedure::Event event;
    event.version = version;
    event.id = id_of(at, made_);
    event.type = "public_comment.opened.v1";
    event.actor.post = *PostCode::parse("handler-1");
    event.actor.organ = *OrganCode::parse("11310112002437189L");
    event.actor.auth = "rehearsal";
    event.occurred_at = at;
    event.recorded_at = at;
    event.data.set("until", "2023-11-11");
    event.data.set("prev", Object{{"sha256", std::string(64, '0')}});
    if (padding > 0) event.data.set("padding", padding_of(padding, made_));
    ++made_;
    auto bytes = codec_.encode({name_, stream, prev, options_.rehearsal}, event);
    auto const hash = hasher_.digest({leaf_mark, bytes});
    return {event.id, codec::full_type(event.type), at, std::move(bytes), hash};
}

bool eventually(std::function<bool()> const& holds, std::chrono::milliseconds patience) {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

}  // namespace juece::kafka
