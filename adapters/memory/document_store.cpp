// Documents in memory.
#include "adapters/memory/document_store.hpp"

namespace juece::memory {

class MemoryUpload final : public ports::Upload {
public:
    MemoryUpload(MemoryDocumentStore& store, LogName const& log) : store_{store}, log_{log} {}

    void add(std::string_view chunk) override { bytes_ += chunk; }

    ports::DocumentInfo finish(Digest const& digest, std::string const& media_type) override {
        auto const size = bytes_.size();
        return store_.keep(log_, {digest, size, media_type}, std::move(bytes_));
    }

private:
    MemoryDocumentStore& store_;
    LogName log_;
    std::string bytes_;
};

std::unique_ptr<ports::Upload> MemoryDocumentStore::begin(LogName const& log) {
    return std::make_unique<MemoryUpload>(*this, log);
}

std::optional<ports::DocumentInfo> MemoryDocumentStore::info(LogName const& log, Hash256 const& sha256) {
    std::lock_guard const lock{mutex_};
    auto const found = documents_.find({log, sha256});
    return found == documents_.end() ? std::nullopt : std::optional{found->second.info};
}

bool MemoryDocumentStore::read(
    LogName const& log, Hash256 const& sha256, std::function<void(std::string_view)> const& chunk
) {
    std::shared_ptr<std::string const> bytes;
    {
        std::lock_guard const lock{mutex_};
        auto const found = documents_.find({log, sha256});
        if (found == documents_.end()) return false;
        bytes = found->second.bytes;
    }
    if (!bytes->empty()) chunk(*bytes);
    return true;
}

ports::DocumentInfo MemoryDocumentStore::keep(LogName const& log, ports::DocumentInfo info, std::string bytes) {
    std::lock_guard const lock{mutex_};
    auto const key = std::pair{log, info.digest.sha256};
    auto document = Document{std::move(info), std::make_shared<std::string const>(std::move(bytes))};
    return documents_.try_emplace(key, std::move(document)).first->second.info;
}

}  // namespace juece::memory
