// Joins the two readers to what the service asks for.
#include "adapters/system/rule_source.hpp"

#include <utility>

#include "adapters/system/calendars.hpp"
#include "adapters/system/profiles.hpp"

namespace juece::system {

service::RuleSource rule_source(std::filesystem::path schemas, Warn warn) {
    auto const profiles = [schemas, warn](std::string const& id) {
        auto versions = load_profile(schemas, id);
        if (versions) return std::move(versions).assume_value();
        for (auto const& fault : versions.assume_error())
            warn(text(fault));
        return std::vector<rules::Profile>{};
    };
    auto const notices = [schemas = std::move(schemas), warn = std::move(warn)] {
        auto read = load_notices(schemas / "calendars");
        if (read) return std::move(read).assume_value();
        for (auto const& fault : read.assume_error())
            warn(text(fault));
        return std::vector<calendar::Notice>{};
    };
    return {profiles, notices};
}

}  // namespace juece::system
