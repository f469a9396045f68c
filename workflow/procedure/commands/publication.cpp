// Commands of publication and of the order to execute (S13, S14; D713 32, 34).
#include "workflow/procedure/commands/build.hpp"

namespace juece::procedure::commands {
namespace {

using Kind = FieldKind;

// D713 32 等途径: where there is no gazette or no newspaper of the place, or another way reaches the public.
constexpr std::array<std::string_view, 2> gazette_reasons{"no_gazette", "other_channel"};
constexpr std::array<std::string_view, 2> newspaper_reasons{"no_newspaper", "other_channel"};
constexpr std::array<std::string_view, 4> feedback_periods{"monthly", "quarterly", "half_yearly", "on_completion"};

// clang-format off
constexpr std::array publish_decision_fields{
    field ("website", Kind::day, optional, "政府网站公布之日", "R65"),
};
constexpr std::array publish_decision_documents{
    document("decision",             "公布的决策文本",             "R65"),
    document("website_record",       "政府网站公布记录",           "R65"),
    document("publicity_review",     "公开审查记录",               "R99"),
    document("adoption_explanation", "公众、专家意见采纳情况说明", "R67"),
    document("interpretation",       "政策解读",                   "R67"),
};

constexpr std::array withhold_publication_fields{
    field ("ground", Kind::ground, optional, "不予公开的依据", "R18"),
    text  ("reason", optional, "理由"),
};
constexpr std::array withhold_publication_documents{document("decision", "决策机关不予公开的决定", "R18")};

constexpr std::array complete_publication_fields{
    field ("gazette",          Kind::day, optional, "政府公报刊登之日", "R65"),
    choice("gazette_reason",   optional, "未刊登政府公报的原因", gazette_reasons, "R65"),
    field ("newspaper",        Kind::day, optional, "报纸刊登之日", "R65"),
    choice("newspaper_reason", optional, "未在报纸刊登的原因", newspaper_reasons, "R65"),
};
constexpr std::array complete_publication_documents{
    document("gazette_record",   "政府公报刊登记录"),
    document("newspaper_record", "报纸刊登记录"),
};

constexpr std::array order_execution_fields{
    field ("executor",     Kind::organ,  optional, "决策执行单位", "R68"),
    field ("co_executors", Kind::organs, optional, "协助执行的单位"),
    text  ("target",       optional, "执行目标", "R68"),
    field ("deadline",     Kind::day,    optional, "执行时限", "R68"),
    choice("feedback",     optional, "执行反馈的周期", feedback_periods, "R68"),
};
constexpr std::array order_execution_documents{
    document("execution_order", "执行通知"),
    document("task_breakdown",  "任务分解表"),
};

constexpr std::array commands{
    CommandSpec{"publish_decision", Trigger::publication_published, "公布决策",
        publish_decision_fields, publish_decision_documents},
    CommandSpec{"withhold_publication", Trigger::publication_withheld, "依法不予公开决策",
        withhold_publication_fields, withhold_publication_documents},
    CommandSpec{"complete_publication", Trigger::publication_completed, "公布途径全部完成",
        complete_publication_fields, complete_publication_documents},
    CommandSpec{"order_execution", Trigger::execution_ordered, "明确决策执行",
        order_execution_fields, order_execution_documents},
};

constexpr std::array words{
    Word{"standing_decision", "有效的通过决定"},
    Word{"no_gazette",      "没有本级政府公报"},
    Word{"no_newspaper",    "没有在本行政区域内发行的报纸"},
    Word{"other_channel",   "以其他途径公布"},
    Word{"website_day",     "政府网站公布之日"},
    Word{"website_by_now",  "不晚于办理之日的政府网站公布之日"},
    Word{"gazette_by_now",  "不晚于办理之日的政府公报刊登之日"},
    Word{"newspaper_by_now", "不晚于办理之日的报纸刊登之日"},
    Word{"gazette_or_none", "政府公报刊登之日(有本级政府公报的不得以其他途径代替)"},
    Word{"newspaper_or_reason", "报纸刊登之日或者未刊登的原因"},
    Word{"decision_dated",  "决定文稿的成文日期"},
    Word{"target",          "执行目标"},
    Word{"monthly",         "每月"},
    Word{"quarterly",       "每季度"},
    Word{"half_yearly",     "每半年"},
    Word{"on_completion",   "完成后"},
};
// clang-format on

}  // namespace

CommandChapter publication() { return {commands, words}; }

}  // namespace juece::procedure::commands
