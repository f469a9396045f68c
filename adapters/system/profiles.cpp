// Resolves a profile along its chain of inheritance.
#include "adapters/system/profiles.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "adapters/system/toml_reading.hpp"
#include "workflow/core/citation.hpp"

namespace juece::system {
namespace {

constexpr std::string_view national = "national";
constexpr std::int64_t days_max = 3'650;

struct OwnValues {
    std::optional<std::int64_t> comment_days_min;
};

struct ProfileFile {
    std::optional<std::string> inherits;
    OwnValues own;
};

// No "..", no absolute path: an id comes from outside.
bool is_profile_id(std::string_view id) {
    bool name_begun = false;
    for (char const c : id) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (!plain && !(c == '/' && name_begun)) return false;
        name_begun = plain;
    }
    return name_begun && id.size() <= 64;
}

bool is_norm_level(std::string_view word) {
    using enum NormLevel;
    for (auto const level : {law, administrative_regulation, rule, normative_document, plan, design}) {
        if (code(level) == word) return true;
    }
    return false;
}

std::optional<std::int64_t> read_parameter(Section& whole, std::string_view name, Need need) {
    if (!whole.has(name)) {
        if (need == Need::required) whole.fault(name, "国家层面的参数必须齐全");
        return std::nullopt;
    }
    auto parameter = whole.section(name);
    auto const value = parameter.number("value", 0, days_max, Need::required);
    parameter.text("source", Need::required);
    auto const level = parameter.text("level", Need::required);
    if (level && !is_norm_level(*level))
        parameter.fault("level", "应当是 law、administrative_regulation、rule、normative_document、plan、design 之一");
    parameter.refuse_others();
    return value;
}

Result<ProfileFile, ConfigFaults> read_file(std::filesystem::path const& schemas, std::string const& id) {
    auto const table = read_toml(schemas / "profiles" / (id + ".toml"));
    if (!table) return ConfigFaults{table.error()};
    ConfigFaults faults;
    Section whole{&table.value(), "", faults};
    bool const root = id == national;
    ProfileFile file;
    whole.text("title", Need::required);
    if (!root) file.inherits = whole.text("inherits", Need::required);
    file.own.comment_days_min = read_parameter(whole, "comment_days_min", root ? Need::required : Need::optional);
    whole.refuse_others();
    for (auto& fault : faults)
        fault.message = fmt::format("{}({})", fault.message, id);
    if (!faults.empty()) return faults;
    return file;
}

ConfigFaults one(std::string key, std::string message) { return {{std::nullopt, std::move(key), std::move(message)}}; }

}  // namespace

Result<rules::Profile, ConfigFaults> load_profile(std::filesystem::path const& schemas, std::string const& id) {
    std::vector<std::string> chain;
    std::vector<std::int64_t> comment_days_min;  // as set along the chain, the nearest first, national last
    for (std::optional<std::string> next = id; next;) {
        if (!is_profile_id(*next)) return one("inherits", fmt::format("“{}”不是参数表的名称", *next));
        if (std::find(chain.begin(), chain.end(), *next) != chain.end())
            return one("inherits", fmt::format("参数表“{}”循环继承", *next));
        chain.push_back(*next);
        auto const file = read_file(schemas, *next);
        if (!file) return file.error();
        auto const& own = file.value().own;
        if (own.comment_days_min) comment_days_min.push_back(*own.comment_days_min);
        next = file.value().inherits;
    }
    auto const lowest = *std::min_element(comment_days_min.begin(), comment_days_min.end());
    if (lowest < comment_days_min.back()) {
        return one("comment_days_min", fmt::format("{} 日短于国家规定的 {} 日", lowest, comment_days_min.back()));
    }
    rules::Profile profile;
    profile.id = id;
    profile.comment_days_min = CalendarDays{static_cast<int>(comment_days_min.front())};
    return profile;
}

}  // namespace juece::system
