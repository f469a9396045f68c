// Reads TOML and says in Chinese what is wrong.
#include "adapters/system/toml_reading.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace juece::system {
namespace {

std::optional<int> line_of(toml::node const& node) {
    auto const line = static_cast<int>(node.source().begin.line);
    return line > 0 ? std::optional{line} : std::nullopt;
}

// A list longer than that helps nobody.
constexpr std::size_t keys_listed_max = 32;
constexpr std::size_t value_bytes_shown = 60;

// "应当是 …,现为 70000": the value as TOML writes it.
std::string expected(toml::node const& node, std::string const& what) {
    std::ostringstream text;
    node.visit([&](auto const& value) {
        if constexpr (toml::is_value<decltype(value)>) {
            text << value;
        } else if constexpr (toml::is_array<decltype(value)>) {
            text << "一个列表";
        } else {
            text << "一节";
        }
    });
    auto const seen = text.str();
    return seen.size() > value_bytes_shown ? "应当是" + what : fmt::format("应当是{},现为 {}", what, seen);
}

}  // namespace

std::string text(ConfigFault const& fault) {
    auto const where = fault.line ? fmt::format("第 {} 行 ", *fault.line) : std::string{};
    return fault.key.empty() ? where + fault.message : fmt::format("{}{}:{}", where, fault.key, fault.message);
}

Section::Section(toml::table const* table, std::string prefix, ConfigFaults& faults)
    : table_{table}, prefix_{std::move(prefix)}, faults_{faults} {}

void Section::fault(std::string_view key, std::string message) {
    auto const* node = table_ != nullptr ? table_->get(key) : nullptr;
    faults_.push_back(
        {node != nullptr ? line_of(*node) : std::nullopt, fmt::format("{}{}", prefix_, key), std::move(message)}
    );
}

toml::node const* Section::find(std::string_view key, Need need) {
    asked_.emplace(key);
    auto const* node = table_ != nullptr ? table_->get(key) : nullptr;
    if (node == nullptr && need == Need::required) fault(key, "缺少此项");
    return node;
}

std::optional<std::string> Section::text(std::string_view key, Need need) {
    auto const* node = find(key, need);
    if (node == nullptr) return std::nullopt;
    auto value = node->value_exact<std::string>();
    if (!value) {
        fault(key, expected(*node, "文本"));
    } else if (value->empty()) {
        fault(key, "不得为空");
        value.reset();
    }
    return value;
}

std::optional<std::int64_t> Section::number(std::string_view key, std::int64_t min, std::int64_t max, Need need) {
    auto const* node = find(key, need);
    if (node == nullptr) return std::nullopt;
    auto value = node->value_exact<std::int64_t>();
    if (!value || *value < min || *value > max) {
        fault(key, expected(*node, fmt::format(" {} 至 {} 的整数", min, max)));
        value.reset();
    }
    return value;
}

std::optional<bool> Section::flag(std::string_view key) {
    auto const* node = find(key, Need::optional);
    if (node == nullptr) return std::nullopt;
    auto const value = node->value_exact<bool>();
    if (!value) fault(key, expected(*node, " true 或者 false"));
    return value;
}

std::optional<Value> Section::value(std::string_view key, Need need) {
    auto const* node = find(key, need);
    if (node == nullptr) return std::nullopt;
    auto value = value_of(*node);
    if (!value) fault(key, "只能是文本、整数、true 或者 false、日期,以及由它们组成的列表");
    return value;
}

std::optional<int> Section::line_at(std::string_view key) const {
    auto const* node = table_ != nullptr ? table_->get(key) : nullptr;
    return node != nullptr ? line_of(*node) : std::nullopt;
}

std::vector<std::string> Section::texts(std::string_view key, Need need) {
    std::vector<std::string> list;
    auto const* node = find(key, need);
    if (node == nullptr) return list;
    auto const* array = node->as_array();
    if (array == nullptr) {
        fault(key, expected(*node, "文本的列表"));
        return list;
    }
    for (auto const& element : *array) {
        auto value = element.value_exact<std::string>();
        if (!value || value->empty()) {
            fault(key, "列表的每一项应当是文本,不得为空");
            return {};
        }
        list.push_back(std::move(*value));
    }
    if (list.empty() && need == Need::required) fault(key, "至少要有一项");
    return list;
}

Section Section::section(std::string_view key) {
    auto const* node = find(key, Need::optional);
    auto const* table = node != nullptr ? node->as_table() : nullptr;
    if (node != nullptr && table == nullptr) fault(key, fmt::format("应当是一节:[{}{}]", prefix_, key));
    return Section{table, fmt::format("{}{}.", prefix_, key), faults_};
}

std::optional<std::string> Section::choice(std::string_view key, std::vector<std::string_view> const& choices) {
    auto const value = text(key, Need::optional);
    if (!value || std::ranges::find(choices, *value) != choices.end()) return value;
    fault(key, expected(*find(key, Need::optional), fmt::format(" {} 之一", fmt::join(choices, "、"))));
    return std::nullopt;
}

// The value of an unknown key is not shown: it may be a password in a wrong place.
void Section::refuse_others() {
    if (table_ == nullptr) return;
    for (auto const& [key, node] : *table_) {
        if (asked_.contains(key.str())) continue;
        // A file's own level is not listed: a profile asks only for the parameters that it has.
        auto const listed = !prefix_.empty() && asked_.size() <= keys_listed_max && !asked_.empty();
        fault(key.str(), listed ? fmt::format("不认识此项,这里有:{}", fmt::join(asked_, "、")) : "不认识此项");
    }
}

std::optional<Value> value_of(toml::node const& node) {
    if (auto const number = node.value_exact<std::int64_t>()) return Value{*number};
    if (auto const boolean = node.value_exact<bool>()) return Value{*boolean};
    if (auto string = node.value_exact<std::string>()) return Value{std::move(*string)};
    if (auto const date = node.value_exact<toml::date>())
        return Value{fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day)};
    if (auto const* array = node.as_array()) {
        List list;
        for (auto const& element : *array) {
            auto value = value_of(element);
            if (!value) return std::nullopt;
            list.push_back(std::move(*value));
        }
        return Value{std::move(list)};
    }
    if (auto const* table = node.as_table()) {
        Object object;
        for (auto const& [key, element] : *table) {
            auto value = value_of(element);
            if (!value) return std::nullopt;
            object.set(key.str(), std::move(*value));
        }
        return Value{std::move(object)};
    }
    return std::nullopt;
}

Result<toml::table, ConfigFault> read_toml(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    std::error_code ignored;
    if (!file || !is_regular_file(path, ignored))
        return ConfigFault{{}, "", fmt::format("无法读取文件 {}", path.string())};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    try {
        return toml::parse(bytes, path.string());
    } catch (toml::parse_error const& error) {
        auto const at = error.source().begin;
        auto message = fmt::format("不是合法的 TOML:第 {} 列,{}", at.column, error.description());
        return ConfigFault{static_cast<int>(at.line), "", std::move(message)};
    }
}

}  // namespace juece::system
