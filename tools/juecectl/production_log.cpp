// Writes `log.opened` and the log's partitions in one transaction.
#include "tools/juecectl/production_log.hpp"

#include <fmt/format.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/hashing.hpp"
#include "adapters/postgres/event_log.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/config.hpp"
#include "tools/juecectl/exit_code.hpp"
#include "workflow/service/opening.hpp"
#include "workflow/service/performing.hpp"

namespace juece::juecectl {
namespace {

system::Config configuration(std::filesystem::path const& file) {
    auto loaded = system::load_config(file);
    if (loaded) return std::move(loaded).value();
    std::string faults;
    for (auto const& fault : loaded.error())
        faults += fmt::format("{}: {}\n", file.string(), system::text(fault));
    throw UsageError{faults};
}

postgres::EventLogSettings as_owner(system::Config const& config) {
    if (!config.database.owner) throw UsageError{"配置里没有 [database] owner:正式日志只能由数据库的所有者打开"};
    postgres::EventLogSettings settings;
    settings.committer.writer_dsn = config.database.writer;
    settings.reader_dsn = config.database.reader;
    settings.owner_dsn = *config.database.owner;
    return settings;
}

}  // namespace

void open_production_log(ProductionOpening const& opening) {
    if (auto const fault = service::fault_of_name(opening.name)) throw UsageError{fault->message};
    codec::LeafCodec const codec;
    crypto::Hashing const hasher;
    crypto::SystemEntropy entropy;
    service::Writer const writer{opening.name, false, codec, hasher, entropy};
    auto item = service::opening_item(
        writer, {service::performer(opening.who).actor, opening.kafka, system::SystemClock{}.now()}
    );
    postgres::PostgresEventLog log{as_owner(configuration(opening.config))};
    if (!log.open(opening.name, false, opening.kafka, {std::move(item)}))
        throw UsageError{fmt::format("日志“{}”已经存在", opening.name.text())};
}

}  // namespace juece::juecectl
