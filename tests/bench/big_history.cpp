// Decides stories with the law itself and writes them with the service's own writer.
#include "tests/bench/big_history.hpp"

#include <cstring>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include "tests/support/acts/entries.hpp"
#include "tests/support/acts/opening.hpp"
#include "tests/support/acts/participation.hpp"
#include "tests/support/given.hpp"
#include "tests/unit/workflow/dossier/ways.hpp"

namespace juece::bench {
namespace {

using testing::Act;

// An item under way, and what has been told of it.
class Telling {
public:
    void take(Act const& act) {
        auto decision = item_.decide(act);
        if (!decision) {
            throw std::runtime_error{fmt::format(
                "the law refuses {} after {} events: {}",
                act.command.spec->name,
                item_.events.size(),
                decision.error().front().message
            )};
        }
        story_.chapters.push_back({act.command.occurred_at, decision.value()});
        story_.events += decision.value().size();
        item_.record(std::move(decision).value());
    }

    std::size_t events() const { return story_.events; }

    Story finish() {
        story_.row = item_.row();
        return std::move(story_);
    }

private:
    testing::Item item_;
    Story story_;
};

Object correction(std::string_view member, std::string_view value) {
    return {{"member", member}, {"values", List{value}}};
}

// The everyday acts of an item that many people take part in, one a minute.
class BusyItem {
public:
    explicit BusyItem(Telling& telling) : telling_{telling} {}

    void act() {
        auto const n = acts_++;
        if (n % 100 == 50) return revise();
        if (n % 20 == 7) return meet();
        if (n % 10 < 6 || answered_ == opinions_.size()) return receive();
        answer();
    }

    // The first time the proposal's category, then an opinion's receipt and a meeting's number of participants in turn.
    void correct() {
        auto const n = corrections_++;
        if (n == 0) return correct(1, correction("category", "other_major"));
        if (n % 2 == 0) return correct(meeting_, correction("participants", "21"));
        correct(opinions_.back(), correction("receipt", "7"));
    }

private:
    Timestamp next_minute() { return at_ += std::chrono::minutes{1}; }

    void receive() {
        telling_.take(testing::register_opinion().at(next_minute()).with("receipt", opinions_.size() + 1));
        opinions_.push_back(telling_.events());
    }
    void answer() {
        telling_.take(testing::resolve_opinion().at(next_minute()).with("target", opinions_[answered_++]));
    }
    void meet() {
        telling_.take(testing::record_participation().at(next_minute()));
        meeting_ = telling_.events();
    }
    void revise() { telling_.take(testing::revise_draft().at(next_minute())); }
    void correct(std::uint64_t target, Object const& what) {
        telling_.take(testing::correct_entry().at(next_minute()).with("target", target).with("corrections", List{what})
        );
    }

    Telling& telling_;
    Timestamp at_ = testing::beijing("2023-10-20", 12);
    std::size_t acts_ = 0;
    std::size_t corrections_ = 0;
    std::vector<std::uint64_t> opinions_;  // versions
    std::size_t answered_ = 0;
    std::uint64_t meeting_ = 0;
};

}  // namespace

Story told(std::vector<Act> const& acts) {
    Telling telling;
    for (auto const& act : acts)
        telling.take(act);
    return telling.finish();
}

Story whole_procedure() { return told(testing::ways::executing()); }

Story beginning(std::size_t acts) {
    auto all = testing::ways::executing();
    if (acts < all.size()) all.erase(all.begin() + static_cast<std::ptrdiff_t>(acts), all.end());
    return told(all);
}

Story long_story(std::size_t events, std::size_t corrected) {
    Telling telling;
    for (auto const& act : testing::ways::commented())
        telling.take(act);
    BusyItem item{telling};
    auto const between = events / (corrected + 1);
    for (std::size_t n = 1; telling.events() < events; ++n) {
        if (corrected > 0 && telling.events() >= n * between && n <= corrected) {
            item.correct();
        } else {
            --n;
            item.act();
        }
    }
    return telling.finish();
}

Scribe::Scribe(LogName log) : log_{std::move(log)}, entropy_{std::random_device{}()} {}

service::Writer Scribe::writer() { return {log_, true, codec_, hasher_, entropy_}; }

procedure::CommandMark Scribe::new_mark() {
    procedure::CommandMark mark;
    mark.key = hasher_.sha256({log_.text(), fmt::format("{}", keys_++)});
    mark.body = mark.key;
    return mark;
}

std::vector<ports::AppendItem> Scribe::write(Story const& story, DecisionId decision, std::size_t leaves_max) {
    std::vector<ports::AppendItem> items;
    service::StreamEnd end;
    auto const row = codec_.canonical(story.row);
    for (auto const& chapter : story.chapters) {
        auto const stream = service::decision_stream(decision);
        auto written = service::write(writer(), stream, end, chapter.drafts, new_mark(), chapter.at);
        end = written.end;
        if (items.empty() || items.back().leaves.size() + written.item.leaves.size() > leaves_max) {
            written.item.documents.clear();
            written.item.row = ports::DecisionRow{decision, row};
            items.push_back(std::move(written.item));
            continue;
        }
        auto& item = items.back();
        for (auto& payload : written.item.payloads) {
            payload.leaf += item.leaves.size();
            item.payloads.push_back(std::move(payload));
        }
        std::ranges::move(written.item.leaves, std::back_inserter(item.leaves));
    }
    return items;
}

DecisionId decision_number(std::size_t n) {
    UuidBytes bytes{0xb1, 0x6};
    bytes[6] = 0x80;  // version 8 of RFC 9562: our own making
    bytes[8] = 0x80;
    for (std::size_t place = 0; place < 6; ++place)
        bytes[15 - place] = static_cast<std::uint8_t>(n >> (8 * place));
    return DecisionId{bytes};
}

}  // namespace juece::bench
