// Acts of record about the item itself, as lawful acts of one item.
#include "tests/support/acts/entries.hpp"

namespace juece::testing {

using procedure::Role;
using procedure::Trigger;

Act set_fact() {
    return make_act(
               "set_fact",
               Role::organ,
               "2023-10-11",
               {{"fact", "F_TECH"}, {"value", false}, {"ground", "D713 19(1)"}, {"ground_text", "不涉及专门技术"}}
    ).attaching("decision", "认定事项情形的决定");
}

// The person whose act is confirmed must confirm it: a test says who that is.
Act confirm_entry() { return make_act("confirm_entry", Role::organ, "2023-10-12", {{"target", 1}}); }

Act correct_entry() {
    return make_act(
               "correct_entry",
               Role::organ,
               "2023-11-20",
               {{"target", 1},
                {"corrections", List{Object{{"member", "category"}, {"values", List{"other_major"}}}}},
                {"second_person", person(200).text()},
                {"reason", "类别录入有误"}}
    )
        .attaching("evidence", "原始材料")
        .attaching("evidence_signed", "经签名的更正说明");
}

Act annul_entry() {
    return make_act(
               "annul_entry",
               Role::organ,
               "2023-11-20",
               {{"target", 1}, {"second_person", person(200).text()}, {"reason", "应录入另一事项"}}
    )
        .attaching("evidence", "原始材料")
        .attaching("evidence_signed", "经签名的撤销说明");
}

Act review_entry() {
    return make_act("review_entry", Role::organ, "2023-11-21", {{"target", 1}, {"conclusion", "stands"}});
}

std::optional<Act> complete_entry(Trigger trigger, Timestamp when) {
    switch (trigger) {
        case Trigger::fact_set:
            return set_fact().at(when);
        case Trigger::entry_confirmed:
            return confirm_entry().at(when);
        case Trigger::entry_corrected:
            return correct_entry().at(when);
        case Trigger::entry_annulled:
            return annul_entry().at(when);
        case Trigger::entry_reviewed:
            return review_entry().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace juece::testing
