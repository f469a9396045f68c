// A calendar notice as a file: what is accepted can be published and reads back as the same notice.
#include "adapters/system/calendars.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string notice(std::string_view bytes) {
    static Scratch const scratch;
    scratch.put("2023.toml", bytes);
    auto const read = system::load_notices(scratch.folder());
    if (!read) {
        JUECE_ASSERT(!read.error().empty(), "what is refused has a fault");
        for (auto const& [file, fault] : read.error())
            JUECE_ASSERT(file == "2023.toml" && !fault.message.empty(), "a fault says where and what it is");
        return read.error().front().fault.key.empty() ? "no_toml" : "refused";
    }
    JUECE_ASSERT(read.value().size() == 1, "a file is a notice");
    auto const& notice = read.value().front();
    JUECE_ASSERT(calendar::faults_of(notice).empty(), "what is accepted has no fault");
    auto const again = calendar::from_data(calendar::to_data(notice));
    JUECE_ASSERT(again && again.value() == notice, "what is published is what the file says");
    return "accepted";
}

}  // namespace juece::fuzz
