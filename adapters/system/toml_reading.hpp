// A TOML file read key by key, every fault noted. Inner part of config.cpp, profiles.cpp and calendars.cpp: toml++ goes
// no further.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "adapters/system/config_fault.hpp"
#include "workflow/core/result.hpp"
#include "workflow/core/value.hpp"

namespace juece::system {

enum class Need : bool { optional, required };

// One table. A key that nobody asked for until refuse_others() is a fault. Threads: none shared.
class Section {
public:
    // `table` is nullptr if the file has no such table; `prefix` is "http." or empty for the whole file.
    Section(toml::table const* table, std::string prefix, ConfigFaults& faults);

    std::optional<std::string> text(std::string_view key, Need need);  // not empty
    std::optional<std::int64_t> number(std::string_view key, std::int64_t min, std::int64_t max, Need need);
    std::optional<bool> flag(std::string_view key);
    std::optional<std::string> choice(std::string_view key, std::vector<std::string_view> const& choices);
    std::optional<Value> value(std::string_view key, Need need);      // whatever value_of can hold
    std::optional<int> line_at(std::string_view key) const;           // where the key's value stands
    std::vector<std::string> texts(std::string_view key, Need need);  // none empty; at least one if required
    Section section(std::string_view key);  // of the table within; empty, and a fault, if it is something else
    bool has(std::string_view key) const { return table_ != nullptr && table_->contains(key); }
    void fault(std::string_view key, std::string message);
    void refuse_others();

private:
    toml::node const* find(std::string_view key, Need need);

    toml::table const* table_;
    std::string prefix_;
    ConfigFaults& faults_;
    std::set<std::string, std::less<>> asked_;
};

// A node as Value holds it: dates become their text. Nothing: TOML that no Value has (times, fractions).
std::optional<Value> value_of(toml::node const& node);

// The file's table; or why there is none.
Result<toml::table, ConfigFault> read_toml(std::filesystem::path const& path);

}  // namespace juece::system
