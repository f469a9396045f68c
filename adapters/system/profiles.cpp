// Reads the files of a profile's chain and resolves them for each day on which one of them changes.
#include "adapters/system/profiles.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "adapters/system/toml_reading.hpp"
#include "workflow/core/citation.hpp"

namespace juece::system {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view national = "national";
constexpr std::string_view extension = ".toml";

// One parameter as a file sets it.
struct Setting {
    Value value;
    rules::Ground ground;
    std::optional<int> line;
};

struct ProfileFile {
    std::string name;  // "fujian@2026-03-01.toml"
    Day in_force_from;
    std::string title;
    std::string inherits;  // empty: national, or missing
    std::optional<int> inherits_line;
    std::map<std::string, Setting, std::less<>> settings;
};

// What a file's name says: whose profile, and from which day on it is in force.
struct FileName {
    std::string id;
    Day in_force_from;
};

std::optional<FileName> parse_name(std::string_view name) {
    if (!name.ends_with(extension)) return std::nullopt;
    name.remove_suffix(extension.size());
    auto const at = name.find('@');
    auto const id = name.substr(0, at);
    if (!rules::is_profile_id(id)) return std::nullopt;
    if (at == name.npos) return FileName{std::string{id}, {}};
    auto const day = parse_day(name.substr(at + 1));
    return day ? std::optional{FileName{std::string{id}, *day}} : std::nullopt;
}

// The names of all files below <schemas>/profiles, sorted, so that a profile's first version comes first.
std::vector<std::string> files_below(fs::path const& folder, std::error_code& error) {
    std::vector<std::string> names;
    for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        if (at->is_regular_file()) names.push_back(at->path().lexically_relative(folder).generic_string());
    }
    std::ranges::sort(names);
    return names;
}

class FileReading {
public:
    FileReading(std::string id, ProfileFile file, toml::table const& table)
        : id_{std::move(id)}, file_{std::move(file)}, whole_{&table, "", faults_} {}

    ProfileFile read(ConfigFaults& faults) {
        file_.title = whole_.text("title", Need::required).value_or("");
        if (id_ != national) {
            file_.inherits = whole_.text("inherits", Need::required).value_or("");
            file_.inherits_line = whole_.line_at("inherits");
        }
        for (auto const& parameter : rules::every_parameter())
            read_parameter(parameter);
        whole_.refuse_others();
        std::ranges::stable_sort(faults_, {}, &ConfigFault::line);
        faults = std::move(faults_);
        return std::move(file_);
    }

private:
    void read_parameter(rules::Parameter const& parameter) {
        if (!whole_.has(parameter.name)) {
            if (id_ == national) whole_.fault(parameter.name, "国家层面的参数必须齐全");
            return;
        }
        auto section = whole_.section(parameter.name);
        auto value = section.value("value", Need::required);
        if (value) {
            if (auto wrong = rules::fault_of(parameter, *value)) {
                section.fault("value", std::move(*wrong));
                value.reset();
            }
        }
        auto const source = read_source(section);
        section.text("note", Need::optional);
        bool const adopted = section.flag("adopted").value_or(false);
        section.refuse_others();
        if (!value || !source) return;
        check_duty(parameter, section, {*value, {*source, id_, adopted}, section.line_at("value")});
    }

    std::optional<Citation> read_source(Section& section) {
        auto const written = section.text("source", Need::required);
        auto const level_written = section.text("level", Need::required);
        if (!written) return std::nullopt;
        auto const source = parse_citation(*written);
        if (!source) {
            section.fault("source", "应当是依据的代号和条款,如 D713 15(1)");
            return std::nullopt;
        }
        auto const of_source = level(source->source);
        if (level_written && *level_written != code(of_source)) {
            auto const whose = title(source->source);
            section.fault("level", fmt::format("{}的效力级别是 {}({})", whose, code(of_source), label(of_source)));
        }
        return source;
    }

    // 规划要点 is no law, nor is a design of ours: a duty that rests on it alone exists where it has been adopted.
    void check_duty(rules::Parameter const& parameter, Section& section, Setting setting) {
        bool const is_norm = level(setting.ground.source.source) < NormLevel::plan;
        bool const asks_more = rules::is_laxer(parameter, parameter.get(rules::Profile{}), setting.value);
        if (asks_more && !is_norm && !setting.ground.adopted)
            section.fault("value", "依据不是法律规范:须写明 adopted = true,即本地以发布参数表的方式采纳");
        if (is_norm && setting.ground.adopted) section.fault("adopted", "只用于采纳规划要求和设计说明");
        file_.settings.insert_or_assign(std::string{parameter.name}, std::move(setting));
    }

    std::string id_;
    ProfileFile file_;
    ConfigFaults faults_;
    Section whole_;
};

// A profile and those that it inherits from, each with all its versions.
class Chain {
public:
    explicit Chain(fs::path folder) : folder_{std::move(folder)} {}

    void read(std::string const& id) {
        std::error_code error;
        names_ = files_below(folder_, error);
        if (error) return fault("", {{}, "", fmt::format("无法读取目录 {}", folder_.string())});
        std::set<std::string> met;
        auto next = id;
        do {
            if (!rules::is_profile_id(next))
                return fault("", {{}, "inherits", fmt::format("“{}”不是参数表的名称", next)});
            if (!met.insert(next).second) return fault("", {{}, "inherits", fmt::format("参数表“{}”循环继承", next)});
            next = read_link(next);
        } while (!next.empty());
    }

    std::vector<rules::Profile> resolved(std::string const& id) {
        std::set<Day> days;
        for (auto const& link : links_) {
            for (auto const& file : link)
                days.insert(file.in_force_from);
        }
        std::vector<rules::Profile> versions;
        for (auto const day : days) {
            auto profile = resolved_on(id, day);
            bool const is_new = versions.empty() || profile.grounds != versions.back().grounds ||
                                rules::to_data(profile) != rules::to_data(versions.back());
            if (is_new) versions.push_back(std::move(profile));
        }
        return versions;
    }

    ProfileFaults take_faults() { return std::move(faults_); }
    bool is_faulty() const { return !faults_.empty(); }
    std::vector<ProfileFile> const& first_link() const { return links_.front(); }

private:
    // Reads every version of one profile; answers whom it inherits from.
    std::string read_link(std::string const& id) {
        std::vector<ProfileFile> link;
        for (auto const& name : names_) {
            auto const says = parse_name(name);
            if (!says || says->id != id) continue;
            auto table = read_toml(folder_ / name);
            if (!table) {
                fault(name, table.error());
                continue;
            }
            ProfileFile file;
            file.name = name;
            file.in_force_from = says->in_force_from;
            ConfigFaults faults;
            link.push_back(FileReading{id, std::move(file), table.value()}.read(faults));
            for (auto& each : faults)
                fault(name, std::move(each));
        }
        auto const first = id + std::string{extension};
        if (std::ranges::find(names_, first) == names_.end()) fault(first, {{}, "", "没有这个文件"});
        if (link.empty()) return {};
        for (auto const& file : link) {
            if (file.inherits != link.front().inherits)
                fault(file.name, {file.inherits_line, "inherits", "各版本应当继承同一参数表"});
        }
        links_.push_back(std::move(link));
        return links_.back().front().inherits;
    }

    // The strictest value so far that binds everybody below.
    struct Floor {
        Value value;
        Citation source;
    };

    rules::Profile resolved_on(std::string const& id, Day day) {
        rules::Profile profile;
        std::map<std::string, Floor, std::less<>> floors;
        for (auto link = links_.rbegin(); link != links_.rend(); ++link) {
            auto const later = [day](ProfileFile const& file) { return file.in_force_from > day; };
            auto const& file = *std::prev(std::ranges::find_if(*link, later));
            for (auto const& [name, setting] : file.settings) {
                auto const& parameter = *rules::find_parameter(name);
                hold_to(parameter, file, setting, floors);
                parameter.set(profile, setting.value);
                profile.grounds.insert_or_assign(name, setting.ground);
            }
        }
        profile.id = id;
        profile.in_force_from = day;
        return profile;
    }

    void hold_to(
        rules::Parameter const& parameter,
        ProfileFile const& file,
        Setting const& setting,
        std::map<std::string, Floor, std::less<>>& floors
    ) {
        auto const name = std::string{parameter.name};
        auto const floor = floors.find(name);
        if (floor != floors.end() && rules::is_laxer(parameter, setting.value, floor->second.value)) {
            auto const message = fmt::format(
                "“{}”宽于{}所定的“{}”",
                text(parameter, setting.value),
                chinese_text(floor->second.source),
                text(parameter, floor->second.value)
            );
            return fault(file.name, {setting.line, name + ".value", message});
        }
        auto const of_source = level(setting.ground.source.source);
        if (of_source == NormLevel::law || of_source == NormLevel::administrative_regulation)
            floors.insert_or_assign(name, Floor{setting.value, setting.ground.source});
    }

    void fault(std::string const& file, ConfigFault what) {
        ProfileFault found{file, std::move(what)};
        if (std::ranges::find(faults_, found) == faults_.end()) faults_.push_back(std::move(found));
    }

    fs::path folder_;
    std::vector<std::string> names_;
    std::vector<std::vector<ProfileFile>> links_;  // the profile itself first, national last
    ProfileFaults faults_;
};

}  // namespace

std::string text(ProfileFault const& fault) {
    return fault.file.empty() ? text(fault.fault) : fmt::format("{} {}", fault.file, text(fault.fault));
}

Result<std::vector<rules::Profile>, ProfileFaults> load_profile(fs::path const& schemas, std::string const& id) {
    Chain chain{schemas / "profiles"};
    chain.read(id);
    if (chain.is_faulty()) return chain.take_faults();
    auto versions = chain.resolved(id);
    if (chain.is_faulty()) return chain.take_faults();
    return versions;
}

rules::Profile const* version_on(std::vector<rules::Profile> const& versions, Day day) {
    rules::Profile const* found = nullptr;
    for (auto const& version : versions) {
        if (version.in_force_from <= day) found = &version;
    }
    return found;
}

Result<std::vector<std::string>, ProfileFaults> profile_ids(fs::path const& schemas) {
    std::error_code error;
    auto const folder = schemas / "profiles";
    auto const names = files_below(folder, error);
    if (error) return ProfileFaults{{"", {{}, "", fmt::format("无法读取目录 {}", folder.string())}}};
    ProfileFaults faults;
    std::set<std::string> ids;
    for (auto const& name : names) {
        if (auto says = parse_name(name)) {
            ids.insert(std::move(says->id));
        } else {
            faults.push_back({name, {{}, "", "文件名应当是 名称.toml 或者 名称@2026-03-01.toml"}});
        }
    }
    if (!faults.empty()) return faults;
    return std::vector<std::string>(ids.begin(), ids.end());
}

std::string profile_title(fs::path const& schemas, std::string const& id) {
    Chain chain{schemas / "profiles"};
    chain.read(id);
    return chain.is_faulty() ? std::string{} : chain.first_link().back().title;
}

}  // namespace juece::system
