// Parsing of a command line and of its expectations.
#include "tools/scenario/step_parser.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "tools/scenario/suggestion.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::scenario {
namespace {

using procedure::CommandSpec;

constexpr auto morning = std::chrono::minutes{9 * 60};

std::optional<std::chrono::minutes> parse_clock(std::string_view text) {
    auto const digit = [&](std::size_t i) { return std::isdigit(static_cast<unsigned char>(text[i])) != 0; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    int const hours = (text[0] - '0') * 10 + (text[1] - '0');
    int const minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (hours > 23 || minutes > 59) return std::nullopt;
    return std::chrono::minutes{hours * 60 + minutes};
}

bool looks_like_clock(Word const& word) {
    return !word.text.empty() && std::isdigit(static_cast<unsigned char>(word.text.front())) != 0 &&
           word.text.find(':') != std::string::npos;
}

constexpr std::array<std::string_view, 5> late_reasons{
    "paper_first", "system_down", "post_vacant", "transferred", "other"};

template <class Words>
std::vector<std::string_view> codes_of(Words const& words) {
    std::vector<std::string_view> codes;
    for (auto const word : words)
        codes.push_back(procedure::code(word));
    return codes;
}

// Reads one word after the other.
class Reader {
public:
    Reader(std::span<Word const> words, std::vector<Mistake>& mistakes) : words_{words}, mistakes_{mistakes} {}

    bool done() const { return next_ == words_.size(); }
    Word const& peek() const { return words_[next_]; }
    Word const& take() { return words_[next_++]; }
    std::span<Word const> rest() const { return words_.subspan(next_); }
    // The place of the next word, or the end of the last.
    Place here() const { return done() ? Place{words_.back().at} : peek().at; }
    void mistake(Place at, std::string message, std::string hint) {
        mistakes_.push_back({at, std::move(message), std::move(hint)});
    }
    std::vector<Mistake>& mistakes() { return mistakes_; }

private:
    std::span<Word const> words_;
    std::size_t next_ = 0;
    std::vector<Mistake>& mistakes_;
};

std::optional<Timestamp> take_time(Reader& reader, std::optional<Timestamp> earliest) {
    Word const& date = reader.take();
    auto const day = parse_day(date.text);
    if (!day) {
        reader.mistake(date.at, fmt::format("“{}”不是日期", date.text), "每一步以 2023-10-12 这样的日期开头");
        if (!reader.done() && looks_like_clock(reader.peek())) reader.take();
        return std::nullopt;
    }
    if (!reader.done() && looks_like_clock(reader.peek())) {
        Word const& clock = reader.take();
        auto const minutes = parse_clock(clock.text);
        if (!minutes) {
            reader.mistake(clock.at, fmt::format("“{}”不是时间", clock.text), "写成 09:00(24 小时制)");
            return std::nullopt;
        }
        return at_time(*day, *minutes);
    }
    auto const time = at_time(*day, morning);
    return earliest && beijing_day(*earliest) == *day ? std::max(time, *earliest) : time;
}

std::optional<Timestamp> take_occurred(Reader& reader) {
    Word const& keyword = reader.take();
    if (reader.rest().size() >= 2) {
        auto const day = parse_day(reader.rest()[0].text);
        auto const clock = parse_clock(reader.rest()[1].text);
        if (day && clock) {
            reader.take();
            reader.take();
            return at_time(*day, *clock);
        }
    }
    reader.mistake(keyword.at, "occurred 之后没有日期和时间", "写成 occurred 2023-10-11 17:00");
    while (!reader.done() && std::isdigit(static_cast<unsigned char>(reader.peek().text.front())) != 0)
        reader.take();
    return std::nullopt;
}

std::optional<Performer> take_performer(Reader& reader) {
    if (reader.done()) {
        reader.mistake(reader.here(), "没有写由谁办理", "写 岗位(姓名),如 handler(甲)");
        return std::nullopt;
    }
    Word const& word = reader.take();
    if (auto performer = parse_performer(word.text)) return performer;
    auto const open = word.text.find('(');
    auto const post = word.text.substr(0, open);
    if (open == std::string::npos || !word.text.ends_with(')') || procedure::parse_role(post)) {
        bool const wide = word.text.find("\uFF08") != std::string::npos;
        reader.mistake(
            word.at,
            fmt::format("“{}”不是 岗位(姓名)", word.text),
            wide ? "括号用半角的 ( )" : "如 handler(甲)、organ(乙)"
        );
    } else {
        reader.mistake(word.at, fmt::format("没有岗位“{}”", post), suggestion(post, codes_of(procedure::every_role())));
    }
    return std::nullopt;
}

// A command of decisions; if asked for, also one of the register, which is then told.
CommandSpec const* find_spec(
    Place at, std::string_view name, std::vector<Mistake>& mistakes, registry::RegisterSpec const** of_register
) {
    auto const* spec = procedure::find_command(name);
    auto const* found = spec == nullptr && of_register != nullptr ? registry::find_register_command(name) : nullptr;
    if (of_register != nullptr) *of_register = found;
    if (spec != nullptr || found != nullptr) return spec;
    std::vector<std::string_view> known;
    for (auto const& each : procedure::every_command())
        known.push_back(each.name);
    if (of_register != nullptr) {
        for (auto const& each : registry::every_register_command())
            known.push_back(each.name);
    }
    mistakes.push_back({at, fmt::format("没有命令“{}”", name), suggestion(name, known)});
    return nullptr;
}

bool is_word(Reader const& reader, std::string_view keyword) {
    return !reader.done() && !reader.peek().is_quoted && reader.peek().text == keyword;
}

bool is_keyword(Reader const& reader) {
    return is_word(reader, "refused") || is_word(reader, "fault") || is_word(reader, "state") ||
           is_word(reader, "menu") || is_word(reader, "+");
}

// Ids that do not read like one ("FCR27") are known from the tables.
bool is_rule(std::string_view word) {
    static auto const in_tables = [] {
        std::set<std::string_view> ids{"by", "step"};
        auto const add = [&](std::span<procedure::RowView const> rows) {
            for (auto const& row : rows) {
                for (auto const& clause : row.clauses)
                    ids.insert(clause.rule->id);
            }
        };
        for (auto const* statute : procedure::every_statute()) {
            add(statute->acts);
            for (auto const& chapter : statute->chapters)
                add(chapter.rows);
        }
        return ids;
    }();
    return is_rule_id(word) || in_tables.contains(word);
}

void take_refusals(Expectations& into, Reader& reader) {
    Word const& keyword = reader.take();
    auto const refusals_before = into.refusals.size();
    auto const mistakes_before = reader.mistakes().size();
    while (!reader.done() && !is_keyword(reader)) {
        Word const& rule = reader.take();
        if (!is_rule(rule.text)) {
            reader.mistake(
                rule.at, fmt::format("“{}”不是规则编号", rule.text), "写成 R22 D713 15(1);岗位不符写 by,次序不符写 step"
            );
            continue;
        }
        if (reader.rest().size() < 2 || is_rule(reader.peek().text) || is_keyword(reader)) {
            reader.mistake(
                rule.at, fmt::format("规则 {} 之后没有条款", rule.text), "写成 R22 D713 15(1):法规代码、空格、条(款)"
            );
            continue;
        }
        Word const& source = reader.take();
        Word const& number = reader.take();
        if (std::isdigit(static_cast<unsigned char>(number.text.front())) == 0) {
            reader.mistake(number.at, fmt::format("“{} {}”不是条款", source.text, number.text), "写成 D713 15(1)");
            continue;
        }
        ExpectedRefusal refusal{rule.text, source.text + " " + number.text, std::nullopt};
        if (!reader.done() && reader.peek().is_quoted) refusal.message = reader.take().text;
        into.refusals.push_back(std::move(refusal));
    }
    if (into.refusals.size() == refusals_before && reader.mistakes().size() == mistakes_before) {
        reader.mistake(keyword.at, "refused 之后没有规则", "写出全部依据,如 refused R22 D713 15(1)");
    }
}

// Every state of every chapter of every statute.
std::vector<std::string_view> state_codes() {
    std::set<std::string_view> codes;
    for (auto const* statute : procedure::every_statute()) {
        for (auto const& chapter : statute->chapters) {
            codes.insert(procedure::code(chapter.initial));
            for (auto const& row : chapter.rows)
                codes.insert(procedure::code(row.to));
        }
    }
    return {codes.begin(), codes.end()};
}

void take_faults(Expectations& into, Reader& reader) {
    Word const& keyword = reader.take();
    auto const before = into.faults.size();
    while (!reader.done() && !is_keyword(reader))
        into.faults.push_back(reader.take().text);
    if (into.faults.size() == before) {
        reader.mistake(keyword.at, "fault 之后没有代码", "写出全部代码,如 fault late_entry_required");
    }
}

void take_states(Expectations& into, Reader& reader) {
    Word const& keyword = reader.take();
    bool any = false;
    while (!reader.done() && reader.peek().is_pair) {
        Word const& word = reader.take();
        any = true;
        auto const region = procedure::parse_region(word.name);
        auto const state = procedure::parse_state(word.value);
        if (!region) {
            auto const known = codes_of(procedure::every_region());
            reader.mistake(word.at, fmt::format("没有区域“{}”", word.name), suggestion(word.name, known));
        }
        if (!state) {
            auto const known = state_codes();
            reader.mistake(word.at, fmt::format("没有状态“{}”", word.value), suggestion(word.value, known));
        }
        if (region && state) into.states.push_back({*region, *state});
    }
    if (!any) reader.mistake(keyword.at, "state 之后没有状态", "写成 state main=drafting");
}

void take_menu(Expectations& into, Reader& reader) {
    Word const& keyword = reader.take();
    bool any = false;
    while (!reader.done() && !is_keyword(reader)) {
        Word const& word = reader.take();
        any = true;
        if (word.text.front() != '+' && word.text.front() != '-') {
            reader.mistake(
                word.at, fmt::format("“{}”之前没有 + 或 -", word.text), "+命令 表示现在可以办理,-命令 表示不可以"
            );
            continue;
        }
        auto const* spec = find_spec(word.at, std::string_view{word.text}.substr(1), reader.mistakes(), nullptr);
        if (spec != nullptr) into.menu.push_back({spec, word.text.front() == '+'});
    }
    if (!any) reader.mistake(keyword.at, "menu 之后没有命令", "写成 menu +close_public_comment -open_public_comment");
}

// Of a decision, or of the register.
bool is_event_type(std::string_view word) {
    if (procedure::parse_trigger(word)) return true;
    return std::ranges::any_of(registry::every_register_command(), [&](auto const& spec) {
        return spec.event == word;
    });
}

void take_event(Expectations& into, Reader& reader) {
    Word const& word = reader.take();
    bool const is_known = is_event_type(word.text);
    if (!is_known) {
        std::vector<std::string_view> known{"refused", "fault", "state", "menu"};
        std::ranges::copy(codes_of(procedure::every_trigger()), std::back_inserter(known));
        for (auto const& spec : registry::every_register_command())
            known.push_back(spec.event);
        reader.mistake(
            word.at,
            fmt::format("“{}”既不是事件,也不是 refused、fault、state、menu", word.text),
            suggestion(word.text, known)
        );
    }
    std::vector<std::pair<std::string, std::string>> data;
    while (!reader.done() && reader.peek().is_pair) {
        Word const& check = reader.take();
        data.emplace_back(check.name, expected_text(check.value));
    }
    if (is_known) into.events.push_back({word.text, std::move(data)});
}

// "late=paper_first by office(周)", after the time at which the act was done.
void take_late(Step& step, Reader& reader) {
    Word const& word = reader.take();
    if (std::ranges::find(late_reasons, word.value) == late_reasons.end()) {
        reader.mistake(word.at, fmt::format("补录的原因没有“{}”", word.value), suggestion(word.value, late_reasons));
    }
    if (!is_word(reader, "by")) {
        return reader.mistake(word.at, "late 之后没有写由谁批准补录", "写成 late=paper_first by office(周)");
    }
    reader.take();
    if (auto const approver = take_performer(reader)) step.late_entry = LateEntry{word.value, *approver};
}

// "handler(甲)", or "office(周) for head(区长)": who enters it, and whose act it is.
void take_performers(Step& step, Reader& reader) {
    auto const first = take_performer(reader);
    if (first) step.performer = *first;
    if (!is_word(reader, "for")) return;
    reader.take();
    auto const second = take_performer(reader);
    if (!first || !second) return;
    step.entered_by = *first;
    step.performer = *second;
}

}  // namespace

std::optional<CommandLine> parse_command(
    std::vector<Word> const& words, std::optional<Timestamp> earliest, std::vector<Mistake>& mistakes
) {
    Reader reader{words, mistakes};
    CommandLine line;
    line.step.at = words.front().at;
    auto const time = take_time(reader, earliest);
    if (time && earliest && *time < *earliest) {
        reader.mistake(
            words.front().at,
            fmt::format("{} 早于上一步({})", beijing_text(*time), beijing_text(*earliest)),
            "各步按时间先后写;补录用 occurred DATE TIME 写明行为发生的时间"
        );
    }
    line.step.time = time.value_or(earliest.value_or(Timestamp{}));
    line.step.occurred = line.step.time;
    if (is_word(reader, "occurred")) line.step.occurred = take_occurred(reader).value_or(line.step.time);
    if (time && line.step.occurred > line.step.time) {
        reader.mistake(words.front().at, "occurred 晚于这一步的时间", "行为发生在先,记录在后");
    }
    if (!reader.done() && reader.peek().is_pair && reader.peek().name == "late") take_late(line.step, reader);
    take_performers(line.step, reader);
    if (reader.done()) {
        reader.mistake(reader.here(), "没有写命令", "在 岗位(姓名) 之后写命令,如 propose");
        return std::nullopt;
    }
    Word const& command = reader.take();
    line.step.spec = find_spec(command.at, command.text, mistakes, &line.step.of_register);
    add_arguments(line, reader.rest(), mistakes);
    return line;
}

void add_arguments(CommandLine& line, std::span<Word const> words, std::vector<Mistake>& mistakes) {
    for (auto const& word : words) {
        if (word.is_pair) {
            line.arguments.push_back(word);
        } else {
            mistakes.push_back(
                {word.at,
                 fmt::format("“{}”不是 名称=值", word.text),
                 "参数写成 名称=值,两边不加空格;有空格的文字用「」括起来"}
            );
        }
    }
}

Step finish(CommandLine line, std::vector<Mistake>& mistakes) {
    auto& step = line.step;
    if (step.spec == nullptr && step.of_register == nullptr) return std::move(step);
    auto const shape = step.shape();
    std::vector<Argument> arguments;
    for (auto const& word : line.arguments)
        arguments.push_back({word.name, word.value, word.at, word.value_at});
    auto const mistakes_before = mistakes.size();
    step.given = bind_arguments(shape, arguments, mistakes);
    // An argument that is wrong is not also missing; a missing one may be what the step is to show.
    if (mistakes.size() > mistakes_before || !step.expected.faults.empty()) return std::move(step);
    for (auto const& field : shape.fields) {
        if (!field.required || step.given.data.has(field.name)) continue;
        mistakes.push_back(
            {step.at,
             fmt::format("命令 {} 缺少 {}({})", shape.name, field.name, field.label),
             fmt::format("加上 {}=…", field.name)}
        );
    }
    for (auto const& slot : shape.documents) {
        if (!slot.required ||
            std::ranges::find(step.given.documents, slot.role, &Attachment::role) != step.given.documents.end())
            continue;
        mistakes.push_back(
            {step.at,
             fmt::format("命令 {} 缺少文书 {}({})", shape.name, slot.role, slot.label),
             fmt::format("加上 {}=@文件名", slot.role)}
        );
    }
    return std::move(step);
}

void parse_expectations(Expectations& into, std::span<Word const> words, std::vector<Mistake>& mistakes) {
    Reader reader{words, mistakes};
    while (!reader.done()) {
        if (is_word(reader, "refused")) {
            take_refusals(into, reader);
        } else if (is_word(reader, "fault")) {
            take_faults(into, reader);
        } else if (is_word(reader, "+")) {
            reader.take();
        } else if (is_word(reader, "state")) {
            take_states(into, reader);
        } else if (is_word(reader, "menu")) {
            take_menu(into, reader);
        } else {
            take_event(into, reader);
        }
    }
}

}  // namespace juece::scenario
