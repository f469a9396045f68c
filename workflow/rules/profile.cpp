// The one declaration of every parameter, and the two forms of a profile.
#include "workflow/rules/profile.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "workflow/core/assertion.hpp"

namespace juece::rules {
namespace {

constexpr std::int64_t days_max = 3'650;
constexpr std::int64_t members_max = 1'000;
constexpr std::string_view none = "none";

// A member as a Value, and back; one pair for each type that members have.
template <class T>
Value written(T const& member) {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, int>) {
        return Value{member};
    } else if constexpr (std::is_same_v<T, calendar::EndOnRestDay>) {
        return Value{calendar::code(member)};
    } else if constexpr (std::is_same_v<T, std::optional<calendar::WorkingDays>>) {
        return member ? Value{member->count} : Value{none};
    } else {
        return Value{member.count};
    }
}

template <class T>
void read(T& member, Value const& value) {
    auto const* number = value.number();
    if constexpr (std::is_same_v<T, bool>) {
        member = *value.boolean();
    } else if constexpr (std::is_same_v<T, int>) {
        member = static_cast<int>(*number);
    } else if constexpr (std::is_same_v<T, calendar::EndOnRestDay>) {
        member = *calendar::parse_end_on_rest_day(*value.string());
    } else if constexpr (std::is_same_v<T, std::optional<calendar::WorkingDays>>) {
        member = number != nullptr ? std::optional{calendar::WorkingDays{static_cast<int>(*number)}} : std::nullopt;
    } else {
        member = T{static_cast<int>(*number)};
    }
}

template <auto member>
constexpr Parameter of(Parameter parameter) {
    parameter.get = [](Profile const& profile) { return written(profile.*member); };
    parameter.set = [](Profile& profile, Value const& value) { read(profile.*member, value); };
    return parameter;
}

constexpr Citation d713(int article, int paragraph = 0) { return {Source::d713, article, paragraph}; }
constexpr Citation ogi(int article) { return {Source::ogi, article}; }
constexpr Citation design(int number) { return {Source::design, number}; }

using enum ParameterKind;
using P = Profile;
using S = Stricter;

// clang-format off
constexpr std::array parameters{
    of<&P::comment_days_min>({"comment_days_min", "公开征求意见最短期限", days, S::more, d713(15, 1), 1, days_max}),
    of<&P::hearing_days_min>({"hearing_days_min", "听证材料至迟在听证会前送达", days, S::more, d713(16, 3), 1, days_max}),
    of<&P::review_days_min>({"review_days_min", "合法性审查最短期限", working_days, S::more, d713(26, 2), 1, days_max}),
    of<&P::review_days_max>({"review_days_max", "合法性审查最长期限", working_days, S::fewer, d713(26, 2), 1, days_max, true}),
    of<&P::publication_days_max>({"publication_days_max", "公布的最长期限", working_days, S::fewer, ogi(26), 1, days_max}),
    of<&P::end_on_rest_day>({"end_on_rest_day", "期间末日是休息日的", choice, S::none, design(14)}),
    of<&P::late_entry_grace>({"late_entry_grace", "补录宽限期", working_days, S::fewer, design(6), 0, days_max}),
    of<&P::confirmation_days>({"confirmation_days", "代录确认期限", working_days, S::fewer, design(5), 0, days_max}),
    of<&P::legality_initial>({"legality_initial", "承办单位合法性初审", flag, S::on, d713(25, 1)}),
    of<&P::completion_deadline>({"completion_deadline", "启动时明确完成时限", flag, S::on, d713(11)}),
    of<&P::has_gazette>({"has_gazette", "本级人民政府有公报", flag, S::none, d713(32)}),
    of<&P::execution_target>({"execution_target", "明确执行目标", flag, S::on, d713(34)}),
    of<&P::execution_deadline>({"execution_deadline", "明确执行时限", flag, S::on, d713(34)}),
    of<&P::execution_feedback>({"execution_feedback", "明确执行反馈", flag, S::on, d713(34)}),
    of<&P::panel_size_min>({"panel_size_min", "论证专家最少人数", number, S::more, d713(20), 0, members_max}),
    of<&P::panel_size_odd>({"panel_size_odd", "论证专家人数为单数", flag, S::on, d713(20)}),
    of<&P::quorum_percent>({"quorum_percent", "会议组成人员到会比例(百分数)", number, S::more, design(11), 0, 100}),
};
// clang-format on

bool is_none(Value const& value) { return value.string() != nullptr && *value.string() == none; }

std::string number_fault(Parameter const& parameter) {
    auto const or_none = parameter.may_be_none ? ",或者 \"none\"(未规定)" : "";
    return fmt::format("应当是 {} 至 {} 的整数{}", parameter.least, parameter.most, or_none);
}

// Reads one parameter's object of a leaf.
class Reading {
public:
    Reading(Parameter const& parameter, Value const& written, Profile& profile, ProfileFaults& faults)
        : parameter_{parameter}, object_{written.object()}, profile_{profile}, faults_{faults} {}

    void read() {
        if (object_ == nullptr) return fault("", "应当有 value、source、level、set_by");
        refuse_others();
        read_value();
        read_ground();
    }

private:
    void read_value() {
        auto const* value = object_->find("value");
        if (value == nullptr) return fault(".value", "缺少此项");
        if (auto wrong = fault_of(parameter_, *value)) return fault(".value", std::move(*wrong));
        parameter_.set(profile_, *value);
    }

    void read_ground() {
        auto const source = parse_citation(object_->text("source"));
        if (!source) return fault(".source", "应当是依据,如 D713 15(1)");
        if (object_->text("level") != code(level(source->source)))
            fault(".level", fmt::format("{} 的效力级别是 {}", code(source->source), code(level(source->source))));
        if (!is_profile_id(object_->text("set_by"))) fault(".set_by", "应当是参数表的名称");
        profile_.grounds.insert_or_assign(
            std::string{parameter_.name},
            Ground{*source, std::string{object_->text("set_by")}, object_->flag("adopted")}
        );
    }

    void refuse_others() {
        constexpr std::array<std::string_view, 5> known{"value", "source", "level", "set_by", "adopted"};
        for (auto const& [key, value] : *object_) {
            if (std::ranges::find(known, key) == known.end()) fault("." + key, "不认识此项");
        }
    }

    void fault(std::string_view member, std::string message) {
        faults_.push_back({fmt::format("{}{}", parameter_.name, member), std::move(message)});
    }

    Parameter const& parameter_;
    Object const* object_;
    Profile& profile_;
    ProfileFaults& faults_;
};

}  // namespace

bool is_profile_id(std::string_view id) {
    bool name_begun = false;
    for (char const c : id) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (!plain && !(c == '/' && name_begun)) return false;
        name_begun = plain;
    }
    return name_begun && id.size() <= 64;
}

std::span<Parameter const> every_parameter() { return parameters; }

Parameter const* find_parameter(std::string_view name) {
    auto const found = std::ranges::find(parameters, name, &Parameter::name);
    return found != parameters.end() ? &*found : nullptr;
}

Ground Profile::ground_of(std::string_view parameter) const {
    if (auto const set = grounds.find(parameter); set != grounds.end()) return set->second;
    auto const* declared = find_parameter(parameter);
    JUECE_ASSERT(declared != nullptr, "only parameters have grounds");
    return {declared->national, "national", false};
}

std::optional<std::string> fault_of(Parameter const& parameter, Value const& value) {
    switch (parameter.kind) {
        case flag:
            return value.boolean() != nullptr ? std::nullopt : std::optional<std::string>{"应当是 true 或者 false"};
        case choice:
            if (value.string() != nullptr && calendar::parse_end_on_rest_day(*value.string())) return std::nullopt;
            return "应当是 \"as_is\"(不顺延)或者 \"roll\"(顺延)";
        case days:
        case working_days:
        case number:
            break;
    }
    if (parameter.may_be_none && is_none(value)) return std::nullopt;
    auto const* written = value.number();
    bool const is_good = written != nullptr && *written >= parameter.least && *written <= parameter.most;
    return is_good ? std::nullopt : std::optional{number_fault(parameter)};
}

bool is_laxer(Parameter const& parameter, Value const& value, Value const& than) {
    switch (parameter.stricter) {
        case Stricter::more:
            return *value.number() < *than.number();
        case Stricter::fewer:
            if (is_none(than)) return false;
            return is_none(value) || *value.number() > *than.number();
        case Stricter::on:
            return !*value.boolean() && *than.boolean();
        case Stricter::none:
            return false;
    }
    return false;
}

std::string text(Parameter const& parameter, Value const& value) {
    if (is_none(value)) return "未规定";
    switch (parameter.kind) {
        case days:
            return fmt::format("{} 日", *value.number());
        case working_days:
            return fmt::format("{} 个工作日", *value.number());
        case flag:
            return *value.boolean() ? "是" : "否";
        case number:
            return *value.number() == 0 ? "未规定" : std::to_string(*value.number());
        case choice:
            return *value.string() == "roll" ? "顺延至下一工作日" : "不顺延";
    }
    return {};
}

std::string_view code(ParameterKind kind) {
    constexpr std::array<std::string_view, 5> codes{"days", "working_days", "flag", "number", "choice"};
    return codes[static_cast<std::size_t>(kind)];
}

Object to_data(Profile const& profile) {
    Object data;
    for (auto const& parameter : parameters) {
        auto const ground = profile.ground_of(parameter.name);
        Object written{
            {"value", parameter.get(profile)},
            {"source", text(ground.source)},
            {"level", code(level(ground.source.source))},
            {"set_by", ground.set_by}};
        if (ground.adopted) written.set("adopted", true);
        data.set(parameter.name, std::move(written));
    }
    return data;
}

Result<Profile, ProfileFaults> from_data(Object const& data) {
    Profile profile;
    ProfileFaults faults;
    for (auto const& [name, written] : data) {
        if (auto const* parameter = find_parameter(name)) {
            Reading{*parameter, written, profile, faults}.read();
        } else {
            faults.push_back({name, "不认识此项"});
        }
    }
    if (!faults.empty()) return faults;
    return profile;
}

}  // namespace juece::rules
