// The command line, with a help that teaches.
#include "tools/jueced/options.hpp"

#include <CLI/CLI.hpp>

namespace juece::jueced {

namespace {

constexpr char const* purpose =
    "jueced:重大行政决策程序服务。依法定程序受理、裁断并记录决策事项的每一步,以 HTTP 提供服务,并把事件送往 Kafka。";

constexpr char const* lesson = R"(常用步骤
  1  jueced --config jueced.toml --check      检查配置,列出全部错误
  2  jueced --config jueced.toml --migrate    建立或者升级数据库(需要 [database] owner;首次还需要 admin)
  3  jueced --config jueced.toml              启动服务;以 SIGTERM 停止,至多 10 秒内办完在途请求;SIGHUP 换用续期的证书

服务状态   GET /health/live   进程在运行
           GET /health/ready  数据库可用且结构已升级;数据库暂时不可用时服务照常启动,此处答复 503
日志       每行一个 JSON 对象,写到标准错误;问题答复中的 instance 即日志中的 id
退出码     0 正常   1 运行失败   2 命令行或者配置有误
接口说明   docs/formats/http.md)";

}  // namespace

std::optional<Options> parse_options(int argc, char const* const* argv, int& exit_code) {
    Options options;
    std::string config;
    bool migrate = false;
    bool check = false;
    CLI::App app{purpose, "jueced"};
    app.footer(lesson);
    app.get_formatter()->column_width(24);
    app.set_help_flag("-h,--help", "显示本说明");
    app.set_version_flag("--version", std::string{"jueced "} + JUECE_VERSION, "显示版本");
    app.add_option("--config", config, "配置文件(TOML)")->required()->type_name("FILE");
    auto* migrating = app.add_flag("--migrate", migrate, "升级数据库结构后退出");
    app.add_flag("--check", check, "检查配置后退出")->excludes(migrating);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        constexpr int wrong_usage = 2;
        exit_code = app.exit(error) == 0 ? 0 : wrong_usage;
        return std::nullopt;
    }
    if (migrate) options.mode = Mode::migrate;
    if (check) options.mode = Mode::check;
    options.config = config;
    return options;
}

}  // namespace juece::jueced
