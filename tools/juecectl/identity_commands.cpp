// login, whoami: who one is in a rehearsal.
#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/personas.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

constexpr std::chrono::hours login_hours{12};

struct Login {
    std::string persona;
    bool print = false;
};

std::string persona_table(std::vector<Persona> const& personas) {
    scenario::Table table{{"身份名", "岗位", "单位", "说明"}};
    for (auto const& each : personas) {
        table.add({each.name, each.person.post.text(), each.person.organ.text(), each.label});
    }
    return table.text(2);
}

int login(Context& context, Login const& given) {
    auto const file = environment("JUECE_PERSONAS");
    if (file.empty()) throw UsageError{"不知道有哪些演练身份:先 source .local/env(它设置 JUECE_PERSONAS)"};
    auto const personas = read_personas(file, context.hasher());
    if (given.persona.empty()) {
        print("可用的演练身份(juecectl login --as 身份名):\n" + persona_table(personas));
        return exit_done;
    }
    auto const at =
        std::find_if(personas.begin(), personas.end(), [&](auto const& each) { return each.name == given.persona; });
    if (at == personas.end()) {
        throw UsageError{fmt::format("没有演练身份“{}”;可用的有:\n{}", given.persona, persona_table(personas))};
    }
    auto const token = RehearsalTokens::from_environment().issue(at->person, login_hours);
    if (given.print) {
        print(token + "\n");
        return exit_done;
    }
    auto const to = token_file();
    store_token(to, token);
    print(
        fmt::format("已以“{}”登录,{} 小时内有效,只用于演练。令牌存于 {}\n", at->label, login_hours.count(), to.string())
    );
    return exit_done;
}

int whoami(Context& context) {
    auto token = environment("JUECE_TOKEN");
    if (token.empty()) token = load_token(token_file()).value_or("");
    if (token.empty()) throw UsageError{"尚未登录:先 juecectl login --as 身份名"};
    auto const claims = claims_of(token);
    if (!claims) throw UsageError{"令牌读不懂:重新 juecectl login --as 身份名"};
    if (context.json()) {
        print(context.canonical(*claims) + "\n");
        return exit_done;
    }
    auto const expires = Timestamp{std::chrono::seconds{claims->number("exp")}};
    bool const is_over = expires <= system::SystemClock{}.now();
    scenario::Table table{{"项目", "内容"}};
    table.add({"人员", std::string{claims->text("sub")}});
    table.add({"岗位", fmt::format("{} {}", scenario::role_label(claims->text("post")), claims->text("post"))});
    table.add({"单位", std::string{claims->text("organ")}});
    table.add({"登录方式", std::string{claims->text("auth")}});
    table.add({"有效至", beijing_text(expires) + (is_over ? "(已过期,请重新登录)" : "")});
    print(table.text());
    return is_over ? exit_refused : exit_done;
}

}  // namespace

void add_identity_commands(CLI::App& app, Context& context) {
    auto& login_app = *app.add_subcommand("login", "登录:以某个演练身份(persona)取得令牌(token)");
    login_app.group("身份");
    auto given = std::make_shared<Login>();
    login_app.add_option("--as", given->persona, "身份名;不写则列出可用的")->type_name("PERSONA");
    login_app.add_flag("--print", given->print, "只打印令牌,不存盘(给 curl 等程序用)");
    login_app.footer(
        "\n例:\n  juecectl login --as handler\n"
        "  curl -H \"Authorization: Bearer $(juecectl login --as auditor --print)\" $JUECE_URL/v1/logs/lianxi\n"
    );
    context.on(login_app, [&context, given] { return login(context, *given); });

    auto& whoami_app = *app.add_subcommand("whoami", "我是谁:令牌里的人员、岗位、单位和有效期");
    whoami_app.group("身份");
    whoami_app.footer("\n例:\n  juecectl whoami\n");
    context.on(whoami_app, [&context] { return whoami(context); });
}

}  // namespace juece::juecectl
