// Turns the TOML of a notice into the data of a notice, and lets workflow/calendar judge it.
#include "adapters/system/calendars.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "adapters/system/toml_reading.hpp"
#include "workflow/core/value.hpp"

namespace juece::system {
namespace {

constexpr std::string_view certainty = "certainty";

Result<calendar::Notice, ConfigFaults> read_notice(std::filesystem::path const& path) {
    auto const table = read_toml(path);
    if (!table) return ConfigFaults{table.error()};
    ConfigFaults faults;
    Section whole{&table.value(), "", faults};
    whole.text(certainty, Need::required);
    Object data;
    for (auto const& [key, node] : table.value()) {
        if (key.str() == certainty) continue;
        if (auto value = value_of(node)) {
            data.set(key.str(), std::move(*value));
        } else {
            whole.fault(key.str(), "只能是文本、整数、日期,以及由它们组成的列表");
        }
    }
    if (!faults.empty()) return faults;
    auto notice = calendar::from_data(data);
    if (notice) return std::move(notice).assume_value();
    for (auto const& [key, message] : notice.assume_error())
        whole.fault(key, message);
    return faults;
}

std::vector<std::filesystem::path> toml_files(std::filesystem::path const& folder, std::error_code& error) {
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".toml") files.push_back(at->path());
    }
    std::ranges::sort(files);
    return files;
}

CalendarFault of_folder(std::string message) { return {"", {std::nullopt, "", std::move(message)}}; }

}  // namespace

std::string text(CalendarFault const& fault) {
    return fault.file.empty() ? text(fault.fault) : fmt::format("{} {}", fault.file, text(fault.fault));
}

Result<std::vector<calendar::Notice>, CalendarFaults> load_notices(std::filesystem::path const& folder) {
    std::error_code error;
    auto const files = toml_files(folder, error);
    if (error) return CalendarFaults{of_folder(fmt::format("无法读取目录 {}", folder.string()))};

    CalendarFaults faults;
    std::vector<calendar::Notice> notices;
    for (auto const& file : files) {
        auto const name = file.filename().string();
        auto notice = read_notice(file);
        if (!notice) {
            for (auto& fault : notice.assume_error())
                faults.push_back({name, std::move(fault)});
            continue;
        }
        auto const& read = notice.assume_value();
        auto const is_rival = [&](calendar::Notice const& other) {
            return other.year == read.year && other.known_from == read.known_from;
        };
        if (std::ranges::any_of(notices, is_rival))
            faults.push_back({name, {std::nullopt, "known_from", "同一年份已有自同日起适用的通知"}});
        notices.push_back(read);
    }
    if (files.empty()) faults.push_back(of_folder(fmt::format("目录 {} 中没有节假日安排的通知", folder.string())));
    if (!faults.empty()) return faults;
    std::ranges::sort(notices, {}, [](calendar::Notice const& notice) {
        return std::tie(notice.known_from, notice.year);
    });
    return notices;
}

}  // namespace juece::system
