// Opens a production log in the database itself, as its owner: a server may open rehearsals only.
//
// Errors: UsageError for the configuration and for a name that is taken; WorldError if the database does not answer.
// Threads: one; blocks.
#pragma once

#include <filesystem>

#include "workflow/service/service.hpp"

namespace juece::juecectl {

struct ProductionOpening {
    std::filesystem::path config;  // of jueced; [database] owner is used
    LogName name;
    bool kafka = false;
    service::Identity who;  // in whose name `log.opened` is recorded
};

void open_production_log(ProductionOpening const& opening);

}  // namespace juece::juecectl
