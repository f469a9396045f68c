// juece_bench_big: what one decision with very many events costs, in this process and from memory.
//
//   juece_bench_big [EVENTS:CORRECTED …, default 10000:0 10000:10 100000:0 100000:10]
//
// "as of" is a whole answer: leaves read, decoded, folded up to that moment, the row taken; "open" is the first
// question that a node is asked about the item (every leaf read and folded, attempts too); "menu" and "row" come with
// every question and every command afterwards; "history page" is a hundred leaves from the middle. The median of
// several rounds, in processor time. Run from the repository's root.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <stdexcept>

#include <fmt/format.h>

#include "adapters/memory/document_store.hpp"
#include "adapters/memory/event_log.hpp"
#include "tests/bench/big_history.hpp"
#include "tests/bench/big_processor_time.hpp"
#include "tests/support/given.hpp"
#include "tools/bench/figure.hpp"
#include "workflow/service/decision_file.hpp"
#include "workflow/service/queries.hpp"

namespace juece::bench {
namespace {

constexpr std::size_t leaves_an_item = 200;

class BigDecision {
public:
    BigDecision(std::size_t events, std::size_t corrected)
        : name_{fmt::format("{} events, {} corrected", events, corrected)} {
        auto const story = long_story(events, corrected);
        end_ = story.chapters.back().at;
        middle_ = story.chapters[story.chapters.size() / 2].at;
        version_ = story.events;
        dossier::Draft opening;
        opening.event.type = "log.opened.v1";
        auto first = service::write(scribe_.writer(), "log", {}, {std::move(opening)}, std::nullopt, middle_);
        log_.open(log_name_, true, false, {std::move(first.item)});
        for (auto& item : scribe_.write(story, decision_, leaves_an_item)) {
            log_.append(log_name_, std::move(item), [](ports::AppendOutcome const& outcome) {
                if (outcome.what != ports::Appended::appended) throw std::runtime_error{"an item was not appended"};
            });
        }
    }

    void measure() {
        print("as of now", [&] { as_of(end_, version_); });
        print("as of the middle", [&] { as_of(middle_, 1); });
        print("open", [&] { open(); });
        auto const file = open();
        auto const moment = end_ + std::chrono::hours{1};
        auto const context = rules_.context(moment);
        print("menu", [&] { dossier::menu(file.dossier, std::nullopt, context); });
        print("row", [&] { dossier::row_of(decision_, file.dossier); });
        print("history page", [&] {
            auto const page = service::events_of(
                {log_, scribe_.codec(), log_name_}, service::decision_stream(decision_), version_ / 2, std::nullopt, 100
            );
            if (page.size() != 100) throw std::runtime_error{"a page is missing"};
        });
    }

private:
    void as_of(Timestamp moment, std::uint64_t at_least) {
        auto const then = service::decision_as_of({log_, scribe_.codec(), log_name_}, decision_, moment);
        if (!then || then->version < at_least) throw std::runtime_error{"the decision is not as it was"};
    }

    service::DecisionFile open() {
        service::DecisionFile file{*procedure::find_statute("d713_2019")};
        service::catch_up(file, log_, scribe_.codec(), log_name_, decision_);
        if (file.end.version != version_) throw std::runtime_error{"the decision was not read to its end"};
        return file;
    }

    void print(std::string_view what, std::function<void()> const& act) const {
        constexpr std::size_t rounds = 5;
        std::vector<double> taken;
        for (std::size_t n = 0; n < rounds; ++n) {
            ProcessorTime const spent;
            act();
            taken.push_back(1'000 * spent.seconds());
        }
        std::ranges::sort(taken);
        Figure{"big_decision", fmt::format("{}, {}", what, name_)}.measure("ms", taken[rounds / 2], 3).print();
    }

    std::string name_;
    LogName log_name_ = *LogName::parse("big");
    DecisionId decision_ = decision_number(1);
    Scribe scribe_{log_name_};
    memory::MemoryDocumentStore documents_;
    memory::MemoryEventLog log_{documents_};
    testing::Item rules_;
    Timestamp middle_{};
    Timestamp end_{};
    std::uint64_t version_ = 0;
};

int run(std::vector<std::string> const& sizes) {
    for (auto const& size : sizes) {
        auto const colon = size.find(':');
        BigDecision decision{
            std::stoul(size), colon == std::string::npos ? std::size_t{0} : std::stoul(size.substr(colon + 1))};
        decision.measure();
    }
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace juece::bench

int main(int argc, char** argv) {
    try {
        std::vector<std::string> sizes{argv + 1, argv + argc};
        if (sizes.empty()) sizes = {"10000:0", "10000:10", "100000:0", "100000:10"};
        return juece::bench::run(sizes);
    } catch (std::exception const& error) {
        std::cerr << "juece_bench_big: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
