// juecectl: wires the subcommands together and turns what went wrong into a sentence and an exit code.
#include <iostream>

#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/scenario/table.hpp"
#include "workflow/ports/world_error.hpp"

namespace {

using namespace juece::juecectl;

constexpr auto about =
    "juecectl:重大行政决策程序编排系统 juece 的命令行\n"
    "\n"
    "一个决策事项(decision)走法定程序:每一步是一个命令(command),准许则产生事件(event)记入日志(log),\n"
    "不准则给出全部理由和条款(refusal),此次尝试同样记录。\n"
    "\n"
    "入门(在演练服务器上,先 source .local/env):\n"
    "  juecectl login --as department          以部门的身份登录\n"
    "  juecectl log open lianxi && export JUECE_LOG=lianxi\n"
    "  juecectl open title=… category=public_policy proposer_kind=department …\n"
    "  juecectl menu 编号                      现在能办什么,不能办的差什么;juecectl todo 列出待办\n"
    "  juecectl do 编号 命令 名称=值 …          办理一步\n"
    "  juecectl history 编号                   历史;juecectl replay 编号 只凭历史重走一遍";

constexpr auto footer =
    "\n退出码:0 办成;1 依法不能办理,或比较发现不符;2 用法或输入有误;3 服务器、Kafka 或文件不可用\n"
    "每个子命令都有例子:juecectl 子命令 --help";

// CLI11 pads by bytes; Chinese takes two columns for three of them.
class ChineseFormatter final : public CLI::Formatter {
public:
    ChineseFormatter() {
        column_width(34);
        label("Usage", "用法");
        label("OPTIONS", "选项");
        label("Positionals", "参数");
        label("SUBCOMMAND", "子命令");
        label("SUBCOMMANDS", "子命令");
        label("REQUIRED", "(必填)");
    }

    std::string make_option(CLI::Option const* option, bool is_positional) const override {
        auto name = "  " + make_option_name(option, is_positional) + make_option_opts(option);
        auto const description = make_option_desc(option);
        if (juece::scenario::display_columns(name) + 2 > get_column_width()) name += "\n";
        auto const at = name.rfind('\n');
        if (at != std::string::npos) return name + std::string(get_column_width(), ' ') + description + "\n";
        return juece::scenario::padded(name, get_column_width()) + description + "\n";
    }
};

int run(CLI::App& app, Context const& context, int argc, char** argv) {
    try {
        app.parse(argc, argv);
        return context.exit_code();
    } catch (CLI::Success const& help) {
        return app.exit(help);
    } catch (CLI::ParseError const& error) {
        std::cerr << "用法有误:" << error.what() << "\n(juecectl --help;juecectl 子命令 --help)\n";
        return exit_bad_input;
    } catch (UsageError const& error) {
        std::cerr << error.what() << "\n";
        return exit_bad_input;
    } catch (juece::scenario::ProblemError const& error) {
        std::cerr << error.what() << "\n";
        return error.status() >= 500 ? exit_world_failed : exit_bad_input;
    } catch (juece::ports::WorldError const& error) {
        std::cerr << "外部条件不具备:" << error.what() << "\n";
        return exit_world_failed;
    }
}

int juecectl(int argc, char** argv) {
    CLI::App app{about, "juecectl"};
    Context context;
    app.formatter(std::make_shared<ChineseFormatter>());
    app.option_defaults()->group("选项");
    app.set_help_flag("-h,--help", "显示这份说明");
    app.require_subcommand(1);
    app.footer(footer);
    context.add_global_options(app);
    add_identity_commands(app, context);
    add_log_commands(app, context);
    add_decision_commands(app, context);
    add_menu_commands(app, context);
    add_register_commands(app, context);
    add_history_commands(app, context);
    add_event_commands(app, context);
    add_statute_commands(app, context);
    add_profile_commands(app, context);
    add_rules_commands(app, context);
    add_calendar_commands(app, context);
    add_scenario_commands(app, context);
    return run(app, context, argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return juecectl(argc, argv);
    } catch (std::exception const& error) {
        std::cerr << error.what() << "\n";
        return exit_world_failed;
    }
}
