// The file of a place's profile below the nation's: never laxer than what binds everybody.
#include <fstream>
#include <iterator>

#include "adapters/system/profiles.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {
namespace {

std::string national() {
    std::ifstream file{"schemas/profiles/national.toml", std::ios::binary};
    JUECE_ASSERT(file, "the tests run in the root of the repository");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

rules::Profile const& nation(std::filesystem::path const& schemas) {
    static auto const profile = system::load_profile(schemas, "national").value().front();
    return profile;
}

void check(rules::Profile const& profile, rules::Profile const& nation) {
    auto read = rules::from_data(rules::to_data(profile));
    JUECE_ASSERT(read, "what is published can be read");
    for (auto const& parameter : rules::every_parameter()) {
        auto const value = parameter.get(profile);
        JUECE_ASSERT(parameter.get(read.value()) == value, "what is published is what the file says");
        JUECE_ASSERT(!rules::fault_of(parameter, value), "a value is one of its parameter");
        auto const binds = level(nation.ground_of(parameter.name).source.source);
        if (binds != NormLevel::law && binds != NormLevel::administrative_regulation) continue;
        JUECE_ASSERT(!rules::is_laxer(parameter, value, parameter.get(nation)), "no place is laxer than the nation");
    }
}

}  // namespace

std::string profile(std::string_view bytes) {
    static Scratch const scratch;
    static auto const parent = scratch.put("profiles/national.toml", national());
    scratch.put("profiles/place.toml", bytes);
    auto const read = system::load_profile(scratch.folder(), "place");
    if (read) {
        JUECE_ASSERT(!read.value().empty(), "a profile has a version");
        for (auto const& version : read.value())
            check(version, nation(scratch.folder()));
        return "accepted";
    }
    JUECE_ASSERT(!read.error().empty(), "what is refused has a fault");
    for (auto const& fault : read.error())
        JUECE_ASSERT(!fault.fault.message.empty(), "a fault says what it is");
    auto const& first = read.error().front();
    return first.file == "place.toml" && first.fault.key.empty() ? "no_toml" : "refused";
}

}  // namespace juece::fuzz
