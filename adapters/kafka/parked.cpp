// Folds the parked topic into the set of parked keys.
#include "adapters/kafka/parked.hpp"

#include <algorithm>

namespace juece::kafka {

void Parked::replay(Record const& record) {
    if (header(record.headers, parked_reason_header) == key_is_released) {
        if (auto const found = since_.find(record.key); found != since_.end()) since_.erase(found);
        return;
    }
    auto const sequence = parse_count(header(record.headers, "ce_sequence").value_or(std::string_view{}));
    if (!sequence) return;  // Not written by a relay.
    park(record.key, *sequence);
    last_ = std::max(last_.value_or(0), *sequence);
}

void Parked::park(std::string_view key, std::uint64_t sequence) { since_.emplace(std::string{key}, sequence); }

bool Parked::holds(std::string_view key, std::uint64_t sequence) const {
    auto const found = since_.find(key);
    return found != since_.end() && sequence >= found->second;
}

HeaderList parked_headers(Attributes const& attributes, std::string_view reason) {
    auto headers = headers_of(attributes);
    headers.emplace_back(parked_reason_header, reason);
    return headers;
}

}  // namespace juece::kafka
