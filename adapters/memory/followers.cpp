// Followers' positions in memory.
#include "adapters/memory/followers.hpp"

namespace juece::memory {

std::optional<ports::Lease> MemoryFollowers::acquire(
    std::string const& name, LogName const& log, std::string const& owner, std::chrono::milliseconds lease
) {
    std::lock_guard const lock{mutex_};
    auto& row = rows_[{name, log}];
    auto const now = clock_.now();
    if (row.owner != owner) {
        if (!row.owner.empty() && now < row.lease_until) return std::nullopt;
        row.owner = owner;
        ++row.epoch;
    }
    row.lease_until = now + lease;
    return ports::Lease{row.epoch, row.position};
}

bool MemoryFollowers::advance(
    std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch, std::uint64_t position
) {
    std::lock_guard const lock{mutex_};
    auto* const row = held(name, log, owner, epoch);
    if (row == nullptr) return false;
    row->position = position;
    return true;
}

void MemoryFollowers::release(
    std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch
) {
    std::lock_guard const lock{mutex_};
    // The owner is forgotten, so that even its own next lease has a new epoch.
    if (auto* const row = held(name, log, owner, epoch)) row->owner.clear();
}

MemoryFollowers::Row* MemoryFollowers::held(
    std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch
) {
    auto const found = rows_.find({name, log});
    if (found == rows_.end() || found->second.owner != owner || found->second.epoch != epoch) return nullptr;
    return &found->second;
}

}  // namespace juece::memory
