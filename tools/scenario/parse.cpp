// The file as lines: directives, narration, steps and what is expected of them.
#include "tools/scenario/parse.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "tools/scenario/lexer.hpp"
#include "tools/scenario/step_parser.hpp"
#include "tools/scenario/suggestion.hpp"
#include "workflow/core/id.hpp"
#include "workflow/procedure/statute.hpp"

namespace juece::scenario {
namespace {

constexpr std::array<std::string_view, 7> directives{"标题", "profile", "statute", "单位", "登记", "kafka", "as_of"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

struct Directive {
    Place at;
    std::string name;
    std::string value;
};

class FileParser {
public:
    explicit FileParser(std::filesystem::path const& file) {
        scenario_.slug = file.stem().string();
        scenario_.folder = file.parent_path();
    }

    void line(std::string_view text) {
        ++number_;
        if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
        auto const content = trimmed(text);
        if (content.empty()) return;
        if (content.front() == '#') return hash_line(text, content);
        if (is_blank(text.front())) return indented(text);
        auto const words = words_of(text, {number_, 1}, mistakes_);
        auto const& first = words.front().text;
        if (auto const colon = first.find(':'); colon != std::string::npos && !starts_like_step(first)) {
            return directive_line(text);
        }
        command(words);
    }

    Result<Scenario, Mistakes> finish() {
        finish_step();
        check_whole();
        std::stable_sort(mistakes_.begin(), mistakes_.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
        if (!mistakes_.empty()) return std::move(mistakes_);
        return std::move(scenario_);
    }

private:
    static bool starts_like_step(std::string_view word) { return word.front() >= '0' && word.front() <= '9'; }

    void mistake(Place at, std::string message, std::string hint) {
        mistakes_.push_back({at, std::move(message), std::move(hint)});
    }

    // "# 标题: …" is a directive, every other line of this kind is narration.
    void hash_line(std::string_view text, std::string_view content) {
        auto const said = trimmed(content.substr(1));
        if (said.starts_with("标题:")) {
            auto const before = static_cast<std::size_t>(said.data() - text.data());
            return directive_line(text, before);
        }
        finish_step();
        scenario_.lines.emplace_back(Narration{std::string{said}});
    }

    void indented(std::string_view text) {
        if (skipping_) return;
        auto const words = words_of(text, {number_, 1}, mistakes_);
        if (words.front().text.starts_with("=>")) {
            if (!open_) return mistake(words.front().at, "=> 之前没有命令", "先写一行命令,再缩进写 => 期望的结果");
            return expectation(words);
        }
        if (!open_ || closed_) {
            return mistake(
                words.front().at,
                fmt::format("“{}”缩进了,却不接在命令之后", words.front().text),
                "命令从行首写起;缩进的行是上一条命令的参数,或者以 => 开头"
            );
        }
        add_arguments(*open_, words, mistakes_);
    }

    void expectation(std::vector<Word> words) {
        closed_ = true;
        // "=>event" is read as "=> event".
        if (words.front().text.size() > 2) {
            words.front().text.erase(0, 2);
        } else {
            words.erase(words.begin());
        }
        if (words.empty()) return mistake({number_, 1}, "=> 之后什么都没有", "写出事件、refused、fault、state 或 menu");
        parse_expectations(open_->step.expected, words, mistakes_);
    }

    void command(std::vector<Word> const& words) {
        finish_step();
        closed_ = false;
        auto line = parse_command(words, last_, mistakes_);
        skipping_ = !line;
        if (!line) return;
        last_ = line->step.time;
        open_ = std::move(line);
    }

    void finish_step() {
        if (!open_) return;
        scenario_.lines.emplace_back(scenario::finish(std::move(*open_), mistakes_));
        open_.reset();
    }

    // Several directives may share a line if two blanks or more stand between them.
    void directive_line(std::string_view text, std::size_t from = 0) {
        if (last_) {
            mistake(
                {number_, characters(text.substr(0, from)) + 1},
                "指令写在了第一步之后",
                "标题、profile 等都写在文件开头"
            );
        }
        while (from < text.size()) {
            auto end = text.find("  ", from);
            if (end == std::string_view::npos) end = text.size();
            Place const at{number_, characters(text.substr(0, from)) + 1};
            auto const part = trimmed(text.substr(from, end - from));
            auto const colon = part.find(':');
            if (colon == std::string_view::npos) {
                mistake(at, fmt::format("“{}”不是指令", part), "写成 名称: 值,各指令之间空两格以上");
            } else {
                directive({at, std::string{part.substr(0, colon)}, std::string{trimmed(part.substr(colon + 1))}});
            }
            from = end;
            while (from < text.size() && is_blank(text[from]))
                ++from;
        }
    }

    void directive(Directive const& given) {
        if (given.value.empty()) return mistake(given.at, fmt::format("{}: 之后没有值", given.name), "写成 名称: 值");
        if (given.name == "标题") {
            scenario_.title = given.value;
        } else if (given.name == "profile") {
            scenario_.profile = given.value;
        } else if (given.name == "statute") {
            set_statute(given);
        } else if (given.name == "kafka") {
            scenario_.kafka = is_true(given);
        } else if (given.name == "登记") {
            registers_ = is_true(given);
        } else if (given.name == "as_of") {
            scenario_.as_of = parse_day(given.value);
            if (!scenario_.as_of) mistake(given.at, fmt::format("“{}”不是日期", given.value), "写成 2023-11-01");
        } else if (given.name == "单位") {
            set_organs(given);
        } else {
            mistake(given.at, fmt::format("没有指令“{}”", given.name), suggestion(given.name, directives));
        }
    }

    bool is_true(Directive const& given) {
        if (given.value != "true" && given.value != "false") {
            mistake(given.at, fmt::format("{}: 不能是“{}”", given.name, given.value), "写 true 或 false");
        }
        return given.value == "true";
    }

    void set_statute(Directive const& given) {
        scenario_.statute = given.value;
        if (procedure::find_statute(given.value) != nullptr) return;
        std::vector<std::string_view> known;
        for (auto const* statute : procedure::every_statute())
            known.push_back(statute->id);
        mistake(given.at, fmt::format("没有程序表“{}”", given.value), suggestion(given.value, known));
    }

    void set_organs(Directive const& given) {
        for (auto const& word : words_of(given.value, given.at, mistakes_)) {
            bool const names_person = is_performer(word.name);
            if (!word.is_pair || !(names_person || procedure::parse_role(word.name)) || !is_code(word.value)) {
                mistake(
                    given.at,
                    fmt::format("单位中的“{}”不是 岗位=单位代码", word.text),
                    "如 handler=minhang-yingji 或 handler(乙)=minhang-guihua"
                );
            } else {
                scenario_.organs[word.name] = word.value;
                names_persons_ = names_persons_ || names_person;
            }
        }
    }

    void check_whole() {
        if (scenario_.title.empty()) mistake({1, 1}, "没有标题", "在文件开头写 # 标题: …");
        if (scenario_.profile.empty()) mistake({1, 1}, "没有 profile", "在文件开头写 profile: shanghai/minhang");
        if (scenario_.statute.empty()) mistake({1, 1}, "没有 statute", "在文件开头写 statute: d713_2019");
        scenario_.registers = registers_.value_or(names_persons_);
        if (!last_ && mistakes_.empty()) mistake({number_, 1}, "没有任何步骤", "每一步写成 日期 岗位(姓名) 命令 参数");
    }

    Scenario scenario_;
    Mistakes mistakes_;
    std::size_t number_ = 0;
    std::optional<Timestamp> last_;
    std::optional<bool> registers_;
    bool names_persons_ = false;  // whether 单位 tells the organ of a single person
    std::optional<CommandLine> open_;
    bool closed_ = false;    // whether expectations have begun, so that arguments can no longer follow
    bool skipping_ = false;  // whether the step above could not be read: its indented lines would only puzzle
};

}  // namespace

Result<Scenario, Mistakes> parse(std::string_view text, std::filesystem::path const& file) {
    FileParser parser{file};
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
        auto const end = text.find('\n');
        parser.line(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parser.finish();
}

Result<Scenario, Mistakes> read_scenario(std::filesystem::path const& file) {
    std::ifstream in{file, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    if (!in.good() && !in.eof()) return Mistakes{{{0, 0}, "读不到这个文件", "检查路径和权限"}};
    auto parsed = parse(text, file);
    if (!parsed) return parsed;
    Mistakes missing;
    for (auto const& line : parsed.value().lines) {
        auto const* step = std::get_if<Step>(&line);
        if (step == nullptr) continue;
        for (auto const& document : step->given.documents) {
            auto const path = parsed.value().folder / document.file;
            if (std::filesystem::is_regular_file(path)) continue;
            missing.push_back(
                {document.at,
                 fmt::format("文书 {} 的文件“{}”不存在", document.role, document.file),
                 "路径相对于场景文件所在的目录"}
            );
        }
    }
    if (!missing.empty()) return missing;
    return parsed;
}

}  // namespace juece::scenario
