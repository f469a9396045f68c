// Global options and the connection made of them.
#include "tools/juecectl/context.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace juece::juecectl {
namespace {

constexpr std::size_t columns_otherwise = 110;
constexpr std::size_t columns_min = 80;
constexpr std::size_t columns_max = 130;
constexpr std::chrono::milliseconds patience{3'000};

std::size_t terminal_columns() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return columns_otherwise;
    return std::clamp<std::size_t>(size.ws_col, columns_min, columns_max);
}

std::string saved_token() {
    if (auto token = environment("JUECE_TOKEN"); !token.empty()) return token;
    auto const token = load_token(token_file());
    if (!token) throw UsageError{"尚未登录:先 juecectl login --as 身份名"};
    return *token;
}

std::optional<std::filesystem::path> file_in_environment(char const* name) {
    auto const file = environment(name);
    return file.empty() ? std::nullopt : std::optional<std::filesystem::path>{file};
}

}  // namespace

http::ClientTls tls_from_environment() {
    http::ClientTls tls{
        file_in_environment("JUECE_CA"), file_in_environment("JUECE_CERTIFICATE"), file_in_environment("JUECE_KEY")};
    if (tls.certificate.has_value() != tls.key.has_value())
        throw UsageError{"JUECE_CERTIFICATE 与 JUECE_KEY 要么都设置,要么都不设置"};
    return tls;
}

Context::Context()
    : colour_{isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty()}, columns_{terminal_columns()} {}

void Context::add_global_options(CLI::App& app) {
    app.add_option("--server", server_, "服务器地址,http:// 或 https://(环境变量 JUECE_URL;JUECE_CA 指明 CA 文件)")
        ->type_name("URL");
    app.add_option("--log", log_, "日志名,如 310112 或演练日志的名字(环境变量 JUECE_LOG)")->type_name("NAME");
    app.add_flag("--json", json_, "输出 JSON,供程序读取");
}

scenario::HttpDriver& Context::server() {
    if (!driver_) {
        auto const url = server_.empty() ? environment("JUECE_URL") : server_;
        if (url.empty()) throw UsageError{"不知道服务器在哪里:用 --server http://…,或先 source .local/env"};
        scenario::HttpSettings settings{
            url, [token = saved_token()](scenario::Person const&) { return token; }, patience, tls_from_environment()};
        driver_ = std::make_unique<scenario::HttpDriver>(std::move(settings), codec_);
    }
    return *driver_;
}

scenario::HttpDriver& Context::log() {
    auto& driver = server();
    auto const name = log_.empty() ? environment("JUECE_LOG") : log_;
    if (name.empty()) throw UsageError{"不知道是哪个日志:用 --log 名字,或设置 JUECE_LOG;演练先 juecectl log open 名字"};
    driver.use_log(parse_log(name));
    return driver;
}

scenario::Person const& Context::me() {
    static scenario::Person const nobody;
    return nobody;
}

void Context::on(CLI::App& subcommand, std::function<int()> work) {
    adopt(subcommand);
    subcommand.callback([this, work = std::move(work)] { exit_code_ = work(); });
}

void adopt(CLI::App& subcommand) {
    subcommand.fallthrough();
    subcommand.set_help_flag("-h,--help", "显示这份说明");
}

DecisionId parse_decision(std::string const& typed) {
    auto const id = DecisionId::parse(typed);
    if (!id) throw UsageError{fmt::format("“{}”不是决策事项编号(UUID);juecectl list 列出现有的", typed)};
    return *id;
}

LogName parse_log(std::string const& typed) {
    auto const name = LogName::parse(typed);
    if (!name) throw UsageError{fmt::format("“{}”不能作日志名:用字母、数字、点、下划线、连字符", typed)};
    return *name;
}

std::filesystem::path find_schemas(std::filesystem::path const& file) {
    if (auto const given = environment("JUECE_SCHEMAS"); !given.empty()) return given;
    auto const has_profiles = [](std::filesystem::path const& folder) {
        return std::filesystem::is_directory(folder / "schemas" / "profiles");
    };
    if (has_profiles(".")) return "schemas";
    for (auto folder = std::filesystem::absolute(file).parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (has_profiles(folder)) return folder / "schemas";
    }
    throw UsageError{"找不到 schemas/profiles:在仓库根目录运行,或设置 JUECE_SCHEMAS"};
}

void print(std::string const& text) { std::cout << text; }

}  // namespace juece::juecectl
