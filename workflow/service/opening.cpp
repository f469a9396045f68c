// Writes `log.opened`.
#include "workflow/service/opening.hpp"

namespace juece::service {

ports::AppendItem opening_item(Writer const& writer, LogOpening const& opening) {
    Object data{{"kafka", opening.kafka}, {"name", writer.log.text()}, {"rehearsal", writer.rehearsal}};
    if (writer.rehearsal) data.set("clock", text(opening.at));
    dossier::Draft draft;
    draft.event.type = "log.opened.v1";
    draft.event.actor = opening.actor;
    draft.event.occurred_at = opening.at;
    draft.event.data = std::move(data);
    return write(writer, "log", {}, {std::move(draft)}, std::nullopt, opening.at).item;
}

std::optional<procedure::Fault> fault_of_name(LogName const& log) {
    if (!log.empty() && log.text().find_first_of(":/") == std::string::npos) return std::nullopt;
    return procedure::Fault{"bad_log_name", "/log", "日志名用于路径和 Kafka 主题名,不能为空,也不能含有“:”或“/”"};
}

}  // namespace juece::service
