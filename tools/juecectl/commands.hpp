// The groups of subcommands, one file each. Each adds its subcommands to the program and keeps what they need.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/juecectl/context.hpp"

namespace juece::juecectl {

void add_identity_commands(CLI::App& app, Context& context);  // login, whoami
void add_log_commands(CLI::App& app, Context& context);       // log open, log show, clock
void add_decision_commands(CLI::App& app, Context& context);  // open, do, list, show
void add_menu_commands(CLI::App& app, Context& context);      // menu, todo
void add_register_commands(CLI::App& app, Context& context);  // register do, register show
void add_history_commands(CLI::App& app, Context& context);   // history, replay
void add_event_commands(CLI::App& app, Context& context);     // events, subscribe
void add_statute_commands(CLI::App& app, Context& context);   // statute
void add_profile_commands(CLI::App& app, Context& context);   // profile show, profile check
void add_rules_commands(CLI::App& app, Context& context);     // rules list, rules publish
void add_calendar_commands(CLI::App& app, Context& context);  // calendar add, calendar explain
void add_scenario_commands(CLI::App& app, Context& context);  // scenario run, scenario check

}  // namespace juece::juecectl
