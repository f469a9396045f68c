// S13, S14: when the decision was published, and who executes it.
#include "workflow/rules/folding.hpp"

namespace juece::rules {

using procedure::Event;
using procedure::Trigger;

bool fold_publication(Facts& facts, Event const& event, Trigger on) {
    switch (on) {
        case Trigger::publication_published:
            set_day(facts.published_on_website, "website", event);
            return true;
        case Trigger::execution_ordered:
            set_organ(facts.executor, "executor", event);
            return true;
        default:
            return false;
    }
}

}  // namespace juece::rules
