// Comment, hearing, other methods and single opinions, as lawful acts of one item.
#include "tests/support/acts/participation.hpp"

namespace juece::testing {

using procedure::Role;
using procedure::Trigger;

Act open_public_comment() {
    return make_act(
               "open_public_comment",
               Role::handler,
               "2023-10-12",
               {{"until", "2023-11-11"}, {"channels", List{"website", "email"}}, {"units_asked", 50}}
    )
        .attaching("notice", "公告")
        .attaching("draft", draft_text)
        .attaching("explanation", "草案说明")
        .attaching("publicity_review", "公开审查记录");
}

Act extend_public_comment() {
    return make_act(
               "extend_public_comment", Role::handler, "2023-11-06", {{"until", "2023-11-20"}}
    ).attaching("notice", "延长期限的公告");
}

Act close_public_comment() {
    return make_act("close_public_comment", Role::handler, "2023-11-12", {{"public_opinions", 0}, {"suggestions", 2}});
}

Act report_public_comment() {
    return make_act(
               "report_public_comment", Role::handler, "2023-11-14", {{"adopted", 2}}
    ).attaching("adoption_report", "意见采纳情况说明");
}

Act waive_public_comment() {
    return make_act(
               "waive_public_comment",
               Role::organ,
               "2023-10-12",
               {{"ground", Object{{"law", "OGI"}, {"article", 14}}}, {"reason", "涉及公共安全"}}
    ).attaching("decision", "不公开决定");
}

Act announce_hearing() {
    return make_act(
               "announce_hearing",
               Role::handler,
               "2023-10-12",
               {{"held_on", "2023-11-02"}, {"time", "上午九时三十分"}, {"place", "区行政中心一号会议室"}}
    )
        .attaching("notice", "听证公告")
        .attaching("draft", draft_text)
        .attaching("explanation", "草案说明")
        .attaching("publicity_review", "公开审查记录");
}

Act deliver_hearing_materials() {
    return make_act(
               "deliver_hearing_materials", Role::handler, "2023-10-25", {{"participants", 9}}
    ).attaching("delivery_receipt", "听证材料送达回证");
}

Act hold_hearing() {
    return make_act(
               "hold_hearing",
               Role::handler,
               "2023-11-02",
               {{"public", true},
                {"steps", List{"introduction", "debate", "confirmation"}},
                {"participants", 9},
                {"signed", 9}}
    ).attaching("record", "听证会记录");
}

Act postpone_hearing() { return make_act("postpone_hearing", Role::handler, "2023-10-30", {{"reason", "台风预警"}}); }

Act report_hearing() {
    return make_act("report_hearing", Role::handler, "2023-11-08", {{"opinions", 12}, {"adopted", 7}})
        .attaching("hearing_report", "听证报告")
        .attaching("adoption_report", "意见采纳情况说明");
}

Act waive_hearing() {
    return make_act(
        "waive_hearing",
        Role::handler,
        "2023-10-12",
        {{"ground", Object{{"law", "D713"}, {"article", 16}, {"paragraph", 1}}}, {"reason", "各方意见一致"}}
    );
}

Act record_participation() {
    return make_act(
               "record_participation",
               Role::handler,
               "2023-10-18",
               {{"method", "symposium"}, {"day", "2023-10-18"}, {"participants", 20}}
    ).attaching("record", "座谈会纪要");
}

Act register_opinion() {
    return make_act(
        "register_opinion",
        Role::handler,
        "2023-10-20",
        {{"channel", "email"}, {"received_on", "2023-10-20"}, {"receipt", 1}, {"opinion", "建议增设避灾安置点"}}
    );
}

Act resolve_opinion() {
    return make_act("resolve_opinion", Role::handler, "2023-11-13", {{"target", 6}, {"fate", "adopted"}});
}

std::optional<Act> complete_participation(Trigger trigger, Timestamp when) {
    auto const in_days = [&](int days) { return text(beijing_day(when) + CalendarDays{days}); };
    switch (trigger) {
        case Trigger::public_comment_opened:
            return open_public_comment().at(when).with("until", in_days(30));
        case Trigger::public_comment_extended:
            return extend_public_comment().at(when).with("until", in_days(60));
        case Trigger::public_comment_closed:
            return close_public_comment().at(when);
        case Trigger::public_comment_reported:
            return report_public_comment().at(when);
        case Trigger::public_comment_waived:
            return waive_public_comment().at(when);
        case Trigger::hearing_announced:
            return announce_hearing().at(when).with("held_on", in_days(21));
        case Trigger::hearing_delivered:
            return deliver_hearing_materials().at(when);
        case Trigger::hearing_held:
            return hold_hearing().at(when);
        case Trigger::hearing_postponed:
            return postpone_hearing().at(when);
        case Trigger::hearing_reported:
            return report_hearing().at(when);
        case Trigger::hearing_waived:
            return waive_hearing().at(when);
        case Trigger::participation_recorded:
            return record_participation().at(when).with("day", in_days(0));
        case Trigger::public_comment_opinion_received:
            return register_opinion().at(when).with("received_on", in_days(0));
        case Trigger::public_comment_opinion_resolved:
            return resolve_opinion().at(when);
        default:
            return std::nullopt;
    }
}

}  // namespace juece::testing
