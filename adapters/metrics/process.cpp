// /proc/self/stat, /proc/self/fd, and the control group's limit of memory.
#include "adapters/metrics/process.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include <sys/resource.h>
#include <unistd.h>

namespace juece::metrics {
namespace {

std::string text_of(std::filesystem::path const& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// The fields of /proc/self/stat after the program's name, which may hold blanks and brackets; [0] is field 3.
std::vector<std::string> stat_fields() {
    auto const text = text_of("/proc/self/stat");
    auto const name_end = text.rfind(')');
    if (name_end == std::string::npos) return {};
    std::istringstream rest{text.substr(name_end + 1)};
    return {std::istream_iterator<std::string>{rest}, {}};
}

std::optional<double> number_in(std::filesystem::path const& path) {
    std::ifstream file{path};
    double number = 0;
    return file >> number ? std::optional{number} : std::nullopt;
}

// The least of what the machine has, and of what the control groups around this process allow ("max" is no number).
double memory_limit() {
    auto limit = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    auto const line = text_of("/proc/self/cgroup");
    auto const group = line.find("0::/");
    if (group == std::string::npos) return limit;
    std::filesystem::path const root{"/sys/fs/cgroup"};
    auto const start = group + std::string_view{"0::/"}.size();
    for (auto at = root / line.substr(start, line.find('\n', start) - start);; at = at.parent_path()) {
        if (auto const allowed = number_in(at / "memory.max")) limit = std::min(limit, *allowed);
        if (at == root || !at.has_relative_path()) return limit;
    }
}

void write_stat(Page& page) {
    auto const fields = stat_fields();
    constexpr std::size_t user_ticks = 11, system_ticks = 12, threads = 17, bytes = 20, pages = 21;
    if (fields.size() <= pages) return;
    auto const ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    auto const number = [&](std::size_t at) { return std::stod(fields[at]); };
    page.counter("process_cpu_seconds_total", "CPU time of the process in user and system mode.")
        .sample((number(user_ticks) + number(system_ticks)) / ticks);
    page.gauge("process_resident_memory_bytes", "Memory of the process that is in RAM.")
        .sample(number(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    page.gauge("process_virtual_memory_bytes", "Address space of the process.").sample(number(bytes));
    page.gauge("process_threads", "Threads of the process.").sample(number(threads));
}

}  // namespace

void write_process(Page& page, Timestamp started) {
    write_stat(page);
    page.gauge("process_start_time_seconds", "When the process was started, in seconds since 1970.")
        .sample(std::chrono::duration<double>(started.time_since_epoch()).count());
    std::error_code ec;
    std::filesystem::directory_iterator const open{"/proc/self/fd", ec};
    if (!ec) {
        page.gauge("process_open_fds", "File descriptors that are open.").sample(std::distance(begin(open), end(open)));
    }
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        page.gauge("process_max_fds", "File descriptors that may be open.").sample(limit.rlim_cur);
    }
    page.gauge("juece_memory_limit_bytes", "Memory that the process may take: of its control group, or the machine's.")
        .sample(memory_limit());
}

}  // namespace juece::metrics
