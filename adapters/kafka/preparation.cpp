// Makes sure of the topic, reads the last record of each partition and the parked topic from its beginning.
#include "adapters/kafka/preparation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/kafka/reader.hpp"

namespace juece::kafka {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
constexpr milliseconds slice{200};
constexpr milliseconds patience{10'000};

NotPrepared unreachable(std::string reason) { return {std::move(reason), true}; }

}  // namespace

std::uint64_t Prepared::end() const {
    std::uint64_t end = parked.last() ? *parked.last() + 1 : 0;
    for (auto const& record : last) {
        if (record) end = std::max(end, record->sequence + 1);
    }
    return end;
}

struct Preparation::Impl {
    Topics topics;
    Reader reader;

    explicit Impl(Connection const& connection) : topics{connection}, reader{connection, milliseconds{20}} {}

    // Repeats a question until it is answered, time is up or the asker is not wanted any more.
    template <class Ask>
    auto insist(Ask ask, std::function<bool()> const& go_on) -> decltype(ask()) {
        auto const until = Clock::now() + patience;
        while (Clock::now() < until && go_on()) {
            if (auto answer = ask()) return answer;
        }
        return std::nullopt;
    }

    // Reads what was started until `enough`, a partition's end counting as reading it to the end.
    template <class Take>
    bool read(std::size_t partitions, Take take, std::function<bool()> const& go_on) {
        auto const until = Clock::now() + patience;
        std::vector<bool> ended(partitions, false);
        while (Clock::now() < until && go_on()) {
            if (std::all_of(ended.begin(), ended.end(), [](bool end) { return end; })) return true;
            auto const polled = reader.poll(slice);
            if (!polled) continue;
            if (auto const* record = std::get_if<Record>(&*polled)) take(*record);
            if (auto const* end = std::get_if<EndOfPartition>(&*polled))
                ended.at(static_cast<std::size_t>(end->partition)) = true;
        }
        return false;
    }

    bool read_tails(std::string const& topic, int partitions, Prepared& prepared, std::function<bool()> const& go_on) {
        prepared.last.assign(static_cast<std::size_t>(partitions), std::nullopt);
        for (int partition = 0; partition < partitions; ++partition) {
            auto const offsets = insist([&] { return reader.offsets(topic, partition, slice); }, go_on);
            if (!offsets) return false;
            reader.start(topic, partition, std::max(offsets->first, offsets->end - 1));
        }
        bool const whole = read(
            prepared.last.size(),
            [&](Record const& record) {
                auto const sequence = parse_count(header(record.headers, "ce_sequence").value_or(std::string_view{}));
                if (!sequence) return;
                auto const id = header(record.headers, "ce_id").value_or(std::string_view{});
                prepared.last.at(static_cast<std::size_t>(record.partition)) = LastRecord{*sequence, std::string{id}};
            },
            go_on
        );
        reader.stop();
        return whole;
    }

    bool replay_parked(std::string const& topic, Parked& parked, std::function<bool()> const& go_on) {
        auto const partitions = insist([&] { return reader.partitions(topic, slice); }, go_on);
        if (!partitions) return false;
        if (*partitions == 0) return true;
        for (int i = 0; i < *partitions; ++i)
            reader.start(topic, i, Reader::from_the_beginning);
        auto const take = [&](Record const& record) { parked.replay(record); };
        bool const whole = read(static_cast<std::size_t>(*partitions), take, go_on);
        reader.stop();
        return whole;
    }
};

Preparation::Preparation(Connection const& connection) : impl_{std::make_unique<Impl>(connection)} {}
Preparation::~Preparation() = default;

std::variant<Prepared, NotPrepared> Preparation::prepare(
    LogName const& log, TopicShape const& shape, std::function<bool()> const& go_on
) {
    auto const topic = events_topic(log);
    auto const parked = parked_topic(log);
    if (!topic || !parked)
        return NotPrepared{"Kafka has no name for this log: ':' and '/' cannot be in a topic", false};
    std::string why;
    auto const ensured = impl_->topics.ensure(*topic, shape, go_on, why);
    if (ensured == Ensured::unreachable) return unreachable(fmt::format("{}: {}", *topic, why));
    if (ensured == Ensured::refused) return NotPrepared{fmt::format("{} cannot be made: {}", *topic, why), false};
    Prepared prepared;
    prepared.created = ensured == Ensured::created;
    auto const partitions = impl_->insist([&] { return impl_->reader.partitions(*topic, slice); }, go_on);
    if (!partitions || *partitions == 0) return unreachable(fmt::format("{}: no partitions", *topic));
    if (!impl_->read_tails(*topic, *partitions, prepared, go_on))
        return unreachable(fmt::format("{}: its last records cannot be read", *topic));
    if (!impl_->replay_parked(*parked, prepared.parked, go_on))
        return unreachable(fmt::format("{}: cannot be read", *parked));
    return prepared;
}

std::optional<NotPrepared> Preparation::prepare_parking(
    LogName const& log, TopicShape const& shape, std::function<bool()> const& go_on
) {
    auto const topic = parked_topic(log);
    if (!topic) return NotPrepared{"Kafka has no name for this log", false};
    TopicShape const one_partition{1, shape.replication, shape.min_in_sync};
    std::string why;
    switch (impl_->topics.ensure(*topic, one_partition, go_on, why)) {
        case Ensured::exists:
        case Ensured::created:
            return std::nullopt;
        case Ensured::unreachable:
            return unreachable(why);
        case Ensured::refused:
            break;
    }
    return NotPrepared{fmt::format("{} cannot be made: {}", *topic, why), false};
}

}  // namespace juece::kafka
