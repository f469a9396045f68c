// scenario run, scenario check: files that tell a decision's steps and the answers expected.
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "adapters/system/rule_source.hpp"
#include "tools/juecectl/commands.hpp"
#include "tools/juecectl/subscription.hpp"
#include "tools/scenario/memory_driver.hpp"
#include "tools/scenario/parse.hpp"
#include "tools/scenario/show.hpp"
#include "tools/scenario/table.hpp"

namespace juece::juecectl {
namespace {

using scenario::Scenario;

constexpr std::chrono::seconds listening_time{60};

struct Asked {
    std::vector<std::string> files;
    bool show = false;
    std::string transcript;
    std::string leaves;
};

// As a server reads them; a faulty file leaves out what it says.
service::RuleSource rules_in(std::filesystem::path const& schemas) {
    return system::rule_source(schemas, [](std::string const& fault) { std::cerr << fault << "\n"; });
}

// Says only what did not come as expected.
class Complaints final : public scenario::Observer {
public:
    explicit Complaints(std::string file) : file_{std::move(file)} {}
    void begins(Scenario const&, LogName const&, scenario::Driver const&) override {}
    void narrates(std::string const&) override {}
    void stepped(scenario::StepResult const& result) override {
        for (auto const& difference : result.differences) {
            std::cerr << fmt::format("{}:{}: {}\n", file_, result.step.at.line, difference);
        }
    }

private:
    std::string file_;
};

std::optional<Scenario> read(std::string const& file) {
    auto parsed = scenario::read_scenario(file);
    if (parsed) return std::move(parsed).value();
    for (auto const& mistake : parsed.error())
        std::cerr << scenario::described(mistake, file);
    return std::nullopt;
}

// The subscriber of the demonstration: everything that the log holds must arrive over Kafka, once, in order.
bool listen(
    Context& context,
    scenario::Show& show,
    scenario::Run const& run,
    scenario::HttpDriver& driver,
    std::string const& brokers
) {
    show.heading("订阅:经 Kafka 收到的事件");
    auto const log = driver.log(run.last_performer);
    scenario::Table table{{"序号", "流的版本", "记录时间(北京)", "事件", "流"}};
    std::vector<std::uint64_t> received;
    std::vector<std::string> faults;
    Subscription subscription{
        {{brokers, {}}, run.log, 0, std::nullopt},
        driver,
        run.last_performer,
        context.hasher(),
        [&](kafka::ReceivedEvent const& event) {
            auto const& about = event.attributes;
            received.push_back(about.sequence);
            table.add(
                {std::to_string(about.sequence),
                 std::to_string(about.stream_version),
                 beijing_text(about.time).substr(0, 16),
                 scenario::event_label(codec::short_type(about.type).value_or(about.type)),
                 about.subject}
            );
        },
        [&](kafka::Fault const& fault) { faults.push_back(fault_text(fault)); }};
    subscription.receive([&] { return received.size() >= log.size(); }, listening_time);
    print(table.text(2));
    for (auto const& fault : faults)
        print("  " + fault + "\n");
    bool same = received.size() == log.size();
    for (std::size_t i = 0; same && i < log.size(); ++i)
        same = received[i] == log[i].seq;
    auto const last = log.empty() ? 0 : log.back().seq;
    if (same) {
        print(fmt::format(
            "  {} 收到 {} 个事件,序号 0 至 {}:不缺、不重、次序与日志一致(经 HTTP 补取 {} 个,重复丢弃 {} 个)\n",
            context.paint().good("✓"),
            received.size(),
            last,
            subscription.figures().fetched,
            subscription.figures().repeats
        ));
    } else {
        print(context.paint().bad(
            fmt::format("  ✗ 日志有 {} 个事件(末号 {}),订阅方收到 {} 个\n", log.size(), last, received.size())
        ));
    }
    return same;
}

bool write_transcript(Context const& context, std::string const& file, scenario::Run const& run) {
    if (file.empty()) return true;
    std::ofstream out{file, std::ios::binary | std::ios::app};
    for (auto const& entry : run.transcript)
        out << context.canonical(entry) << "\n";
    return out.good();
}

// The whole log that the run wrote: canonical bytes, a leaf a line (docs/formats/leaf.md "Exports").
bool write_leaves(std::string const& file, scenario::Run const& run, scenario::Driver& driver) {
    if (file.empty()) return true;
    std::ofstream out{file, std::ios::binary | std::ios::app};
    for (auto const& stored : driver.log(run.last_performer))
        out << stored.leaf << "\n";
    return out.good();
}

// One file over one driver. True: as the file expects, and the replay holds.
bool run_one(Context& context, Asked const& asked, std::string const& file, scenario::Driver& driver) {
    auto const parsed = read(file);
    if (!parsed) throw UsageError{file + " 有误,未运行"};
    scenario::Show show{std::cout, context.paint(), context.columns()};
    Complaints complaints{file};
    scenario::Observer* observer = &complaints;
    if (asked.show) observer = &show;
    auto const run = scenario::run(*parsed, driver, context.codec(), context.hasher(), observer);
    if (!write_transcript(context, asked.transcript, run)) throw UsageError{"写不了 " + asked.transcript};
    if (!write_leaves(asked.leaves, run, driver)) throw UsageError{"写不了 " + asked.leaves};
    if (context.json()) {
        for (auto const& entry : run.transcript)
            print(context.canonical(entry) + "\n");
        return run.as_expected;
    }
    if (!asked.show) {
        auto const mark = run.as_expected ? context.paint().good("✓") : context.paint().bad("✗");
        print(fmt::format(
            "{} {}  {} 步:准许 {},拒绝 {},不予受理 {}  {}\n",
            mark,
            scenario::padded(parsed->slug, 20),
            run.steps,
            run.accepted,
            run.refused,
            run.rejected,
            parsed->title
        ));
        return run.as_expected;
    }
    bool good = show.epilogue(*parsed, run, driver, context.codec(), context.hasher());
    auto const brokers = environment("JUECE_KAFKA");
    auto* over_http = dynamic_cast<scenario::HttpDriver*>(&driver);
    if (parsed->kafka && over_http != nullptr && !brokers.empty()) {
        good = listen(context, show, run, *over_http, brokers) && good;
    }
    print("\n");
    return good;
}

int run_all(Context& context, Asked const& asked) {
    std::optional<RehearsalTokens> tokens;
    if (!context.server_given().empty()) tokens.emplace(RehearsalTokens::from_environment());
    bool good = true;
    for (auto const& file : asked.files) {
        std::unique_ptr<scenario::Driver> driver;
        if (tokens) {
            scenario::HttpSettings settings;
            settings.url = context.server_given();
            settings.tls = tls_from_environment();
            settings.token_of = [&tokens](scenario::Person const& person) { return tokens->remembered(person); };
            driver = std::make_unique<scenario::HttpDriver>(std::move(settings), context.codec());
        } else {
            driver = std::make_unique<scenario::MemoryDriver>(
                context.codec(), context.hasher(), rules_in(find_schemas(file))
            );
        }
        good = run_one(context, asked, file, *driver) && good;
    }
    return good ? exit_done : exit_refused;
}

int check_all(Asked const& asked) {
    bool good = true;
    for (auto const& file : asked.files) {
        auto const parsed = read(file);
        if (parsed) print(fmt::format("{}  {}\n", file, parsed->title));
        good = good && parsed;
    }
    return good ? exit_done : exit_bad_input;
}

}  // namespace

void add_scenario_commands(CLI::App& app, Context& context) {
    auto& scenario_app =
        *app.add_subcommand("scenario", "场景(scenario):写明各步和期望结果的文件,可运行、可作演示和测试");
    scenario_app.group("演练")->require_subcommand(1);
    adopt(scenario_app);
    auto asked = std::make_shared<Asked>();

    auto& run_app = *scenario_app.add_subcommand("run", "运行场景:不写 --server 则在内存中,写了则在那台演练服务器上");
    run_app.add_option("FILE", asked->files, "场景文件")->required();
    run_app.add_flag("--show", asked->show, "逐步展示,最后列出历史、回看、重放;有 Kafka 时也订阅");
    run_app.add_option("--transcript", asked->transcript, "把逐步结果(不含编号、散列)追加到这个文件,供比较")
        ->type_name("FILE");
    run_app.add_option("--leaves", asked->leaves, "把日志的每片叶追加到这个文件,一行一片,可用 leaf_reader.py 核对")
        ->type_name("FILE");
    run_app.footer(
        "\n例:\n  juecectl scenario run tests/scenarios/minhang_c2.scenario --show\n"
        "  juecectl scenario run tests/scenarios/*.scenario --server $JUECE_URL\n"
        "文件的写法见 docs/formats/scenario.md。退出码 1 表示有一步与期望不符。\n"
    );
    context.on(run_app, [&context, asked] { return run_all(context, *asked); });

    auto& check_app = *scenario_app.add_subcommand("check", "检查场景文件的写法:一次列出全部错误,带行号、列号和提示");
    check_app.add_option("FILE", asked->files, "场景文件")->required();
    check_app.footer("\n例:\n  juecectl scenario check tests/scenarios/*.scenario\n");
    context.on(check_app, [asked] { return check_all(*asked); });
}

}  // namespace juece::juecectl
