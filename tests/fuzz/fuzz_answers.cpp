// The server's answers as juecectl and a subscriber read them: whatever comes, a value or a DriverError.
#include "adapters/codec/text.hpp"
#include "adapters/kafka/subscriber/feed.hpp"
#include "tests/fuzz/targets.hpp"
#include "tools/scenario/answers.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

bool read_page(std::string_view bytes) {
    auto const leaves = kafka::leaves_in(bytes);
    try {
        auto const events = scenario::stored_in(bytes);
        JUECE_ASSERT(leaves && leaves.value().size() == events.size(), "a subscriber reads what juecectl reads");
        for (std::size_t i = 0; i < events.size(); ++i) {
            auto const& [sequence, leaf] = leaves.value()[i];
            JUECE_ASSERT(sequence == events[i].seq && leaf == events[i].leaf, "both read the same leaf");
        }
        return true;
    } catch (scenario::DriverError const& error) {
        JUECE_ASSERT(std::string_view{error.what()}.size() > 3, "an error says what it is");
        return false;
    }
}

}  // namespace

std::string answers(std::string_view bytes) {
    if (read_page(bytes)) return "page";
    try {
        auto const body = scenario::parse_object(bytes);
        auto const menu = scenario::menu_in(body);
        JUECE_ASSERT(menu.states == scenario::states_in(body), "a menu says the states");
        auto const refused = scenario::refused(body);
        auto const rejected = scenario::rejected(body);
        JUECE_ASSERT(!codec::invalid_utf8_at(rejected.detail), "what is shown is UTF-8");
        auto const accepted = scenario::accepted(body);
        JUECE_ASSERT(accepted.version == refused.version, "an answer has one version");
        if (!menu.options.empty()) return "menu";
        if (!refused.refusals.empty()) return "refusals";
        if (!rejected.faults.empty()) return "problem";
        return accepted.events.empty() ? "object" : "events";
    } catch (scenario::DriverError const&) {
        return "refused";
    }
}

}  // namespace juece::fuzz
