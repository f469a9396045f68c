// Documents in memory: the twin of adapters/postgres/document_store.hpp. Threads: any. Throws nothing of its own.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "workflow/ports/document_store.hpp"

namespace juece::memory {

class MemoryDocumentStore final : public ports::DocumentStore {
public:
    std::unique_ptr<ports::Upload> begin(LogName const& log) override;
    std::optional<ports::DocumentInfo> info(LogName const& log, Hash256 const& sha256) override;
    bool read(LogName const& log, Hash256 const& sha256, std::function<void(std::string_view)> const& chunk) override;

private:
    friend class MemoryUpload;
    struct Document {
        ports::DocumentInfo info;
        std::shared_ptr<std::string const> bytes;
    };
    ports::DocumentInfo keep(LogName const& log, ports::DocumentInfo info, std::string bytes);

    std::mutex mutex_;
    std::map<std::pair<LogName, Hash256>, Document> documents_;
};

}  // namespace juece::memory
