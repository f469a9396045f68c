// Arguments bound to a command's declaration; outcomes as JSON and as Chinese text.
#include "tools/juecectl/sending.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tools/scenario/runner.hpp"
#include "tools/scenario/wording.hpp"

namespace juece::juecectl {
namespace {

using scenario::Accepted;
using scenario::Refused;
using scenario::Rejected;
using scenario::Secrecy;

scenario::Argument argument_of(std::string const& typed) {
    auto const equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw UsageError{fmt::format("“{}”不是参数:写成 名称=值,有空格时整个加引号", typed)};
    }
    return {typed.substr(0, equals), typed.substr(equals + 1)};
}

PostCode post_or_throw(std::string const& typed, std::string_view what) {
    auto const post = PostCode::parse(typed);
    if (!post) throw UsageError{fmt::format("{} 中的“{}”不是岗位代码", what, typed)};
    return *post;
}

Secrecy parse_secrecy(std::string const& typed) {
    constexpr std::array<std::string_view, 3> state_secrets{"secret", "confidential", "top_secret"};
    for (auto const each : {Secrecy::none, Secrecy::internal_work}) {
        if (typed == code(each)) return each;
    }
    if (std::ranges::find(state_secrets, typed) != state_secrets.end())
        throw UsageError{"本系统是非涉密系统:秘密级、机密级、绝密级的文书不得上传。文书没有发出"};
    throw UsageError{fmt::format("--secrecy 不能是“{}”:写 none(不涉密)或 internal_work(工作秘密)", typed)};
}

Value refusals_value(std::vector<scenario::Refusal> const& refusals) {
    List list;
    for (auto const& each : refusals) {
        list.emplace_back(Object{
            {"rule", each.rule},
            {"article", each.article},
            {"level", each.level},
            {"phrase", each.phrase},
            {"message", each.message},
            {"missing", each.missing}});
    }
    return list;
}

Object accepted_value(Accepted const& accepted) {
    List events;
    for (auto const& event : accepted.events) {
        Object told{{"type", event.type}};
        if (!event.id.empty()) {  // a dry run's has none
            told.set("id", event.id);
            told.set("version", event.version);
            told.set("seq", event.seq);
        }
        events.emplace_back(std::move(told));
    }
    Object value{{"version", accepted.version}, {"events", std::move(events)}};
    if (!accepted.decision.empty()) value.set("decision", accepted.decision);
    if (!accepted.person.empty()) value.set("person", accepted.person);
    return value;
}

}  // namespace

scenario::Bound bind_or_throw(scenario::Shape const& shape, std::vector<std::string> const& typed) {
    std::vector<scenario::Argument> arguments;
    for (auto const& each : typed)
        arguments.push_back(argument_of(each));
    std::vector<scenario::Mistake> mistakes;
    auto bound = scenario::bind_arguments(shape, arguments, mistakes);
    if (mistakes.empty()) return bound;
    std::string text;
    for (auto const& mistake : mistakes) {
        text += fmt::format("{}{}\n    提示:{}", text.empty() ? "" : "\n", mistake.message, mistake.hint);
    }
    throw UsageError{text};
}

scenario::Principal parse_principal(std::string const& typed) {
    auto const colon = typed.find(':');
    auto const person = PersonId::parse(typed.substr(0, colon));
    if (colon == std::string::npos || !person) {
        throw UsageError{fmt::format("--as 应写成 人员编号:岗位代码(代录谁的行为),不能是“{}”", typed)};
    }
    return {*person, post_or_throw(typed.substr(colon + 1), "--as")};
}

scenario::LateCall parse_late_entry(std::string const& typed) {
    auto const comma = typed.find(',');
    if (comma == std::string::npos || comma == 0) {
        throw UsageError{fmt::format(
            "--late 应写成 原因,同意的岗位(原因:paper_first、system_down、post_vacant、transferred、other),不能是“{}”",
            typed
        )};
    }
    return {typed.substr(0, comma), post_or_throw(typed.substr(comma + 1), "--late")};
}

void add_manner_options(CLI::App& app, Manner& manner) {
    app.add_option(
           "--secrecy", manner.secrecy, "所附文书的密级:none 不涉密(默认),internal_work 工作秘密;国家秘密不得上传"
    )
        ->type_name("LEVEL");
    app.add_flag(
        "--dry-run", manner.dry_run, "只问能不能办,什么都不记录;所附文书照样上传,没有事件写到它的,一天以后删除"
    );
}

std::vector<procedure::Document> upload_all(
    scenario::HttpDriver& log, std::vector<scenario::Attachment> const& attachments, Manner const& manner
) {
    auto const secrecy = parse_secrecy(manner.secrecy);
    std::vector<procedure::Document> documents;
    for (auto const& attachment : attachments)
        documents.push_back(scenario::upload_file(log, attachment.file, attachment, Context::me(), secrecy));
    return documents;
}

Object outcome_value(scenario::Outcome const& outcome) {
    if (auto const* accepted = std::get_if<Accepted>(&outcome)) return accepted_value(*accepted);
    if (auto const* refused = std::get_if<Refused>(&outcome)) {
        return {
            {"decision", refused->decision},
            {"version", refused->version},
            {"recorded", refused->recorded},
            {"refusals", refusals_value(refused->refusals)}};
    }
    auto const& rejected = std::get<Rejected>(outcome);
    List faults;
    for (auto const& fault : rejected.faults) {
        faults.emplace_back(Object{{"code", fault.code}, {"pointer", fault.pointer}, {"message", fault.message}});
    }
    return {{"problem", rejected.code}, {"detail", rejected.detail}, {"faults", std::move(faults)}};
}

void print_outcome(Context& context, scenario::Outcome const& outcome, std::string const& accepted_line) {
    auto const paint = context.paint();
    if (auto const* accepted = std::get_if<Accepted>(&outcome)) {
        print(fmt::format("{} {}\n", paint.good("✓"), accepted_line));
        for (auto const& event : accepted->events) {
            auto const where = event.id.empty() ? std::string{} : fmt::format("  序号 {}", event.seq);
            print(fmt::format("  {}  {}{}\n", scenario::event_label(event.type), event.type, where));
        }
    } else if (auto const* refused = std::get_if<Refused>(&outcome)) {
        print(
            paint.bad(fmt::format(
                "✗ 依法不能办理({} 项){}", refused->refusals.size(), refused->recorded ? ",此次尝试已记录在案" : ""
            )) +
            "\n"
        );
        print(scenario::refusals_text(refused->refusals, 2, context.columns()));
    } else {
        auto const& rejected = std::get<Rejected>(outcome);
        print(paint.bad(fmt::format("! 请求无法执行:{}({})", rejected.detail, rejected.code)) + "\n");
        for (auto const& fault : rejected.faults)
            print(fmt::format("  {}  {}\n", fault.pointer, fault.message));
    }
}

int exit_of(scenario::Outcome const& outcome) {
    if (std::holds_alternative<Accepted>(outcome)) return exit_done;
    return std::holds_alternative<Refused>(outcome) ? exit_refused : exit_bad_input;
}

}  // namespace juece::juecectl
