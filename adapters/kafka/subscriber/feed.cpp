// Cuts each item's `data` and `sequence` out of a page.
#include "adapters/kafka/subscriber/feed.hpp"

#include "adapters/kafka/cloud_event.hpp"
#include "adapters/kafka/raw_json.hpp"

namespace juece::kafka {

Result<std::vector<FetchedLeaf>, std::string> leaves_in(std::string_view page) {
    auto const items = raw_member(page, "items");
    auto const elements = items ? raw_elements(*items) : std::nullopt;
    if (!elements) return std::string{"the answer has no items"};
    std::vector<FetchedLeaf> leaves;
    leaves.reserve(elements->size());
    for (auto const item : *elements) {
        auto const written = raw_string(raw_member(item, "sequence"));
        auto const sequence = written ? parse_count(*written) : std::nullopt;
        auto const data = raw_member(item, "data");
        if (!sequence || !data) return std::string{"an item without sequence or data"};
        leaves.push_back({*sequence, std::string{*data}});
    }
    return leaves;
}

}  // namespace juece::kafka
