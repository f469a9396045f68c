// Labels looked up by code, and the blocks of text made of them.
#include "tools/scenario/wording.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "tools/scenario/table.hpp"
#include "workflow/core/citation.hpp"
#include "workflow/procedure/words.hpp"

namespace juece::scenario {
namespace {

// What the law computes beside a command's data (events of this version).
struct Labelled {
    std::string_view name;
    std::string_view label;
};
constexpr std::array computed{
    Labelled{"days", "期限(日)"},
    Labelled{"shortened", "短于一般期限"},
    Labelled{"falls_on_rest_day", "末日为休息日"},
    Labelled{"last_day", "顺延后的末日"},
    Labelled{"late", "逾期收到"},
    Labelled{"decided_by", "决定机关"},
    Labelled{"vanishing", "因此可以免除"},
    Labelled{"target", "所指的记录(版本)"},
    Labelled{"counts", "各种意见的人数"},
    Labelled{"views_recorded", "记录意见的人数"},
    Labelled{"dissents", "不同意见数"},
    Labelled{"head_order", "行政首长发言次序"},
    Labelled{"last_order", "最后发言次序"},
    Labelled{"majority", "多数意见"},
    Labelled{"reason_given", "行政首长会上说明理由"},
};

// Events that are no step of the procedure.
constexpr std::array other_events{
    Labelled{"log.opened", "打开演练日志"},
    Labelled{"log.clock_moved", "拨动演练时钟"},
    Labelled{"rules.published", "公布规则"},
    Labelled{"attempts.refused", "依法不准的尝试"},
    Labelled{"attempts.suppressed", "未逐一记录的尝试"},
};

// Citations in the order of the law; what is no citation is left out.
std::vector<Citation> sorted_citations(std::vector<std::string> const& articles) {
    std::vector<Citation> citations;
    for (auto const& article : articles) {
        if (auto const cites = parse_citation(article)) citations.push_back(*cites);
    }
    auto const place = [](Citation const& c) { return std::tuple{c.source, c.article, c.paragraph}; };
    std::sort(citations.begin(), citations.end(), [&](auto const& a, auto const& b) { return place(a) < place(b); });
    return citations;
}

// Each as `written`, without what stands before `prefix_end` if the source is that of the one before.
template <class Written>
std::string enumerated(std::vector<Citation> const& citations, Written written, std::string_view prefix_end) {
    std::string result;
    for (std::size_t i = 0; i < citations.size(); ++i) {
        std::string text = written(citations[i]);
        if (i > 0) result += "、";
        auto const prefix = text.find(prefix_end);  // a plan and our own design have no book's title
        if (i > 0 && citations[i].source == citations[i - 1].source && prefix != std::string::npos) {
            text.erase(0, prefix + prefix_end.size());
        }
        result += text;
    }
    return result;
}

std::string_view without_version(std::string_view type) {
    auto const dot = type.rfind(".v");
    return dot == std::string_view::npos ? type : type.substr(0, dot);
}

registry::RegisterSpec const* register_spec(std::string_view event) {
    auto const specs = registry::every_register_command();
    auto const found = std::ranges::find(specs, event, &registry::RegisterSpec::event);
    return found != specs.end() ? &*found : nullptr;
}

using Fields = std::span<procedure::Field const>;

std::string member_label(Fields fields, std::string_view name) {
    auto const field = std::ranges::find(fields, name, &procedure::Field::name);
    if (field != fields.end()) return std::string{field->label};
    auto const each = std::ranges::find(computed, name, &Labelled::name);
    return each != computed.end() ? std::string{each->label} : procedure::word(name);
}

std::string value_text(Value const& value, Fields members);

std::string row_text(Object const& row, Fields members) {
    if (row.has("fact") || row.has("law")) {
        auto const written = argument_text(row);
        if (auto const cites = parse_citation(written)) return chinese_text(*cites);
        auto const name = row.text("fact");
        return fmt::format("{}{}", procedure::word(name), row.flag("value") ? "" : ":否");
    }
    std::vector<std::string> parts;
    for (auto const& [name, value] : row) {
        if (value != Value{0})
            parts.push_back(fmt::format("{} {}", member_label(members, name), value_text(value, {})));
    }
    return fmt::format("{}", fmt::join(parts, " "));
}

std::string value_text(Value const& value, Fields members) {
    if (auto const* flag = value.boolean()) return *flag ? "是" : "否";
    if (auto const* string = value.string()) return procedure::word(*string);
    if (auto const* row = value.object()) return row_text(*row, members);
    auto const* list = value.list();
    if (list == nullptr) return argument_text(value);
    std::vector<std::string> words;
    bool holds_rows = false;
    for (auto const& item : *list) {
        holds_rows = holds_rows || item.object() != nullptr;
        words.push_back(value_text(item, members));
    }
    return fmt::format("{}", fmt::join(words, holds_rows ? " / " : "、"));
}

void add_wrapped(
    std::string& result, std::string_view label, std::string_view text, std::size_t indent, std::size_t columns
) {
    auto const inner = indent + display_columns(label);
    bool first = true;
    for (auto const& line : wrapped(text, columns > inner + 20 ? columns - inner : 20)) {
        result += first ? std::string(indent, ' ') + std::string{label} : std::string(inner, ' ');
        result += line + "\n";
        first = false;
    }
}

}  // namespace

std::string Paint::wrap(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string{text};
}

std::string region_label(std::string_view code) {
    auto const region = procedure::parse_region(code);
    return std::string{region ? procedure::label(*region) : code};
}

std::string state_label(std::string_view code) {
    auto const state = procedure::parse_state(code);
    return std::string{state ? procedure::label(*state) : code};
}

std::string role_label(std::string_view code) {
    auto const role = procedure::parse_role(code);
    return std::string{role ? procedure::label(*role) : code};
}

std::string post_label(std::string_view code) { return role_label(code.substr(0, code.find('.'))); }

std::string level_label(std::string_view code) {
    for (int i = 0; i <= static_cast<int>(NormLevel::design); ++i) {
        auto const level = static_cast<NormLevel>(i);
        if (juece::code(level) == code) return std::string{juece::label(level)};
    }
    return std::string{code};
}

std::string article_label(std::string_view text) {
    auto const cites = parse_citation(text);
    return cites ? chinese_text(*cites) : std::string{text};
}

std::string articles_label(std::vector<std::string> const& articles) {
    auto const titles = enumerated(
        sorted_citations(articles), [](auto const& c) { return chinese_text(c); }, "》"
    );
    return fmt::format("{}({})", titles, articles_text(articles));
}

std::string articles_text(std::vector<std::string> const& articles) {
    return enumerated(
        sorted_citations(articles), [](auto const& c) { return juece::text(c); }, " "
    );
}

std::string performer_label(Performer const& performer) {
    return fmt::format("{}({})", procedure::label(performer.role), performer.name);
}

std::string event_label(std::string_view type) {
    auto const name = without_version(type);
    if (auto const trigger = procedure::parse_trigger(name)) return std::string{procedure::label(*trigger)};
    if (auto const* entry = register_spec(name)) return std::string{entry->label};
    auto const other =
        std::find_if(other_events.begin(), other_events.end(), [&](auto const& each) { return each.name == name; });
    return std::string{other != other_events.end() ? other->label : type};
}

std::string states_text(States const& states) {
    std::vector<std::string> parts;
    for (auto const& [region, state] : states) {
        parts.push_back(fmt::format("{}:{}", region_label(region), state_label(state)));
    }
    return fmt::format("{}", fmt::join(parts, "  "));
}

std::string data_text(procedure::Event const& event) {
    std::vector<std::string> parts;
    auto const trigger = procedure::trigger_in(event);
    auto const* spec = trigger ? procedure::command_of(*trigger) : nullptr;
    auto const* entry = trigger ? nullptr : register_spec(without_version(event.type));
    auto const shape = spec != nullptr ? shape_of(*spec) : entry != nullptr ? shape_of(*entry) : Shape{};
    for (auto const& [name, value] : event.data) {
        auto const field = std::ranges::find(shape.fields, std::string_view{name}, &procedure::Field::name);
        auto const members = field != shape.fields.end() ? field->members : Fields{};
        parts.push_back(fmt::format("{} {}", member_label(shape.fields, name), value_text(value, members)));
    }
    for (auto const& document : event.documents) {
        auto const number = document.number.empty() ? std::string{} : "(" + document.number + ")";
        auto const slot = std::ranges::find(shape.documents, document.role, &procedure::DocumentSlot::role);
        auto const label = slot != shape.documents.end() ? std::string{slot->label} : procedure::word(document.role);
        parts.push_back(fmt::format("文书 {}{}", label, number));
    }
    return fmt::format("{}", fmt::join(parts, ";"));
}

std::string refusals_text(std::vector<Refusal> const& refusals, std::size_t indent_columns, std::size_t columns) {
    std::string result;
    for (auto const& refusal : refusals) {
        auto const heading = fmt::format(
            "{} {}({},{})",
            padded(refusal.rule, 4),
            article_label(refusal.article),
            refusal.article,
            level_label(refusal.level)
        );
        result += std::string(indent_columns, ' ') + heading + "\n";
        if (!refusal.phrase.empty()) add_wrapped(result, "原文  ", refusal.phrase, indent_columns + 5, columns);
        add_wrapped(result, "说明  ", refusal.message, indent_columns + 5, columns);
    }
    return result;
}

std::string history_table(
    std::vector<Stored> const& history, ports::EventCodec const& codec, std::size_t indent_columns
) {
    Table table{{"序号", "版本", "行为时间(北京)", "记录", "事件", "办理", "依据"}};
    for (auto const& stored : history) {
        auto const leaf = codec.decode(stored.leaf);
        if (!leaf) {
            table.add({std::to_string(stored.seq), std::to_string(stored.version), "", "", "(叶无法解读)", "", ""});
            continue;
        }
        auto const& event = leaf.value().event;
        bool const at_once = event.recorded_at == event.occurred_at;
        auto recorded = at_once ? "同时" : beijing_text(event.recorded_at).substr(0, 16);
        if (event.late_entry) recorded += " 补录";
        if (event.actor.entered_by) recorded += " 代录";
        table.add(
            {std::to_string(stored.seq),
             std::to_string(event.version),
             beijing_text(event.occurred_at).substr(0, 16),
             std::move(recorded),
             event_label(event.type),
             fmt::format("{} · {}", post_label(event.actor.post.text()), event.actor.organ.text()),
             articles_text(event.basis.articles)}
        );
    }
    return table.text(indent_columns);
}

}  // namespace juece::scenario
