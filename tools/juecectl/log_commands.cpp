// log open, log show, clock: a log, and a rehearsal's clock.
#include <fmt/format.h>

#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/moment.hpp"
#include "tools/juecectl/production_log.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

struct Opening {
    std::string name;
    std::string profile = "national";
    std::string statute = "d713_2019";
    std::string clock;
    bool kafka = false;
    bool production = false;
    std::string config = environment("JUECE_CONFIG");
    std::string person;
    std::string post;
    std::string organ;
};

int show_log(Context& context, Object const& view) {
    if (context.json()) {
        print(context.canonical(view) + "\n");
        return exit_done;
    }
    auto const clock = parse_timestamp(view.text("clock"));
    scenario::Table table{{"项目", "内容"}};
    table.add({"日志", std::string{view.text("log")}});
    table.add({"性质", view.flag("rehearsal") ? "演练(其中的事件不能当真)" : "正式"});
    table.add({"时钟", clock ? beijing_text(*clock) + "(北京时间)" : std::string{view.text("clock")}});
    print(table.text());
    return exit_done;
}

int open_production(Context& context, Opening const& given) {
    auto const person = PersonId::parse(given.person);
    auto const post = PostCode::parse(given.post);
    auto const organ = OrganCode::parse(given.organ);
    if (!person || !post || !organ) {
        throw UsageError{"正式日志的第一条记录要写明由谁打开:--person(UUID)、--post、--organ 都要有,并且写法正确"};
    }
    if (given.config.empty()) throw UsageError{"请用 --config 或者 JUECE_CONFIG 指出 jueced 的配置文件"};
    auto const name = parse_log(given.name);
    open_production_log({given.config, name, given.kafka, {*person, *post, *organ, {}, "machine"}});
    if (context.json()) {
        print(context.canonical(Object{{"log", name.text()}, {"rehearsal", false}}) + "\n");
    } else {
        print(fmt::format("正式日志 {} 已打开。接着:juecectl rules publish --log {}\n", name.text(), name.text()));
    }
    return exit_done;
}

int open_rehearsal(Context& context, Opening const& given) {
    auto& server = context.server();
    auto const clock = given.clock.empty() ? system::SystemClock{}.now() : parse_moment(given.clock, "--clock");
    auto const name = parse_log(given.name);
    server.open_log({name, given.profile, given.statute, clock, given.kafka}, Context::me());
    if (!context.json()) {
        print(fmt::format("演练日志 {} 已打开。接着:export JUECE_LOG={}\n", name.text(), name.text()));
    }
    return show_log(context, server.get("", Context::me()));
}

int move_clock(Context& context, std::string const& to) {
    auto& log = context.log();
    log.move_clock(parse_moment(to, "--to"), Context::me());
    return show_log(context, log.get("", Context::me()));
}

}  // namespace

void add_log_commands(CLI::App& app, Context& context) {
    auto& log_app = *app.add_subcommand("log", "日志(log):一个政府一本,演练可随时新开");
    log_app.group("日志")->require_subcommand(1);
    adopt(log_app);

    auto& open_app = *log_app.add_subcommand("open", "打开一本演练日志,时钟归它自己;或者(--production)一本正式日志");
    auto opening = std::make_shared<Opening>();
    open_app.add_option("NAME", opening->name, "日志名")->required();
    open_app.add_option("--profile", opening->profile, "地方参数,如 shanghai/minhang(默认 national)");
    open_app.add_option("--statute", opening->statute, "程序表(默认 d713_2019)");
    open_app.add_option("--clock", opening->clock, "时钟从何时开始,北京时间(默认现在)")->type_name("TIME");
    open_app.add_flag("--kafka", opening->kafka, "把事件也送往 Kafka(topic juece.<NAME>.events.v1)");
    auto* const production =
        open_app.add_flag("--production", opening->production, "正式日志:以数据库所有者的身份,不经过服务器");
    open_app.add_option("--config", opening->config, "jueced 的配置文件(默认 JUECE_CONFIG)")->needs(production);
    open_app.add_option("--person", opening->person, "由谁打开:人员编号")->needs(production)->type_name("UUID");
    open_app.add_option("--post", opening->post, "他的岗位")->needs(production);
    open_app.add_option("--organ", opening->organ, "他的机关")->needs(production);
    open_app.footer(
        "\n例:\n"
        "  juecectl log open lianxi --profile shanghai/minhang --clock \"2023-10-11 09:00\" --kafka\n"
        "  juecectl log open 310112 --production --kafka --config /etc/juece/jueced.toml \\\n"
        "      --person 0192e0a1-5b7c-7c3e-9d00-6a1f2b3c4d5e --post office.clerk --organ minhang-office\n"
    );
    context.on(open_app, [&context, opening] {
        return opening->production ? open_production(context, *opening) : open_rehearsal(context, *opening);
    });

    auto& show_app = *log_app.add_subcommand("show", "日志的性质和时钟");
    show_app.footer("\n例:\n  juecectl log show --log lianxi\n");
    context.on(show_app, [&context] { return show_log(context, context.log().get("", Context::me())); });

    auto& clock_app = *app.add_subcommand("clock", "拨动演练日志的时钟,只能向前");
    clock_app.group("演练");
    auto to = std::make_shared<std::string>();
    clock_app.add_option("--to", *to, "拨到何时,北京时间")->required()->type_name("TIME");
    clock_app.footer("\n例:\n  juecectl clock --to 2023-11-12\n  juecectl clock --to \"2023-11-12 09:00\"\n");
    context.on(clock_app, [&context, to] { return move_clock(context, *to); });
}

}  // namespace juece::juecectl
