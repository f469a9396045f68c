// jueced's configuration: read whole, or every fault is told with its place.
#include <algorithm>

#include "adapters/crypto/keys.hpp"
#include "adapters/system/config.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

void check(system::Config const& config) {
    JUECE_ASSERT(!config.server.name.empty() && config.http.port > 0, "a server has a name and a port");
    JUECE_ASSERT(!config.http.address.empty() && !config.log.level.empty(), "what is not said has its usual value");
    auto const& database = config.database;
    for (auto const* role : {&database.writer, &database.follower, &database.documents, &database.reader})
        JUECE_ASSERT(!role->empty(), "every role has its connection");
    JUECE_ASSERT(!database.admin || !database.admin->empty(), "nothing is empty");
    JUECE_ASSERT(!database.owner || !database.owner->empty(), "nothing is empty");
    JUECE_ASSERT(!config.identity.keys.empty(), "tokens can be checked");
    for (auto const& key : config.identity.keys)
        JUECE_ASSERT(std::filesystem::is_regular_file(key), "a key is a file");
}

}  // namespace

std::string config(std::string_view bytes) {
    static Scratch const scratch;
    static auto const key = scratch.put("issuer.pub.pem", crypto::PrivateKey::generate().public_key().pem());
    static auto const schemas = scratch.put("schemas/sql/0001.sql", "-- a migration");
    auto const read = system::load_config(scratch.put("jueced.toml", bytes));
    if (read) {
        check(read.value());
        return "accepted";
    }
    JUECE_ASSERT(!read.error().empty(), "what is refused has a fault");
    auto const lines = static_cast<int>(std::ranges::count(bytes, '\n')) + 1;
    for (auto const& fault : read.error()) {
        JUECE_ASSERT(!fault.message.empty(), "a fault says what it is");
        JUECE_ASSERT(!fault.line || (*fault.line >= 1 && *fault.line <= lines), "a fault lies in the file");
    }
    return read.error().front().key.empty() ? "no_toml" : "refused";
}

}  // namespace juece::fuzz
