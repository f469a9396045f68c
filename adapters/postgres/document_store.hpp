// Documents in PostgreSQL: pieces of 256 KiB, staged under an upload's id and finished in one call
// (schemas/sql/0004_documents.sql).
//
// Each piece is a transaction of its own, so an upload of any length holds no lock and no connection between its
// pieces. Threads: any; an Upload is one thread's at a time. Calls block. Throws WorldError.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "adapters/postgres/session_pool.hpp"
#include "workflow/core/time.hpp"
#include "workflow/ports/document_store.hpp"

namespace juece::postgres {

struct DocumentStoreSettings {
    std::string documents_dsn;  // juece_documents
    std::size_t connections = 2;
    SessionSettings session{"juece documents"};
    std::chrono::milliseconds patience{5'000};
};

class PostgresDocumentStore final : public ports::DocumentStore {
public:
    explicit PostgresDocumentStore(DocumentStoreSettings settings);
    ~PostgresDocumentStore() override;

    // Uploads live no longer than the store.
    std::unique_ptr<ports::Upload> begin(LogName const& log) override;
    std::optional<ports::DocumentInfo> info(LogName const& log, Hash256 const& sha256) override;
    bool read(LogName const& log, Hash256 const& sha256, std::function<void(std::string_view)> const& chunk) override;

    // Drops what was uploaded before `before` and is named by no event, and uploads given up before then (24 hours:
    // docs/adr/0023-documents-in-the-database.md). Returns the number of documents dropped.
    std::uint64_t drop_unnamed(LogName const& log, Timestamp before);

private:
    SessionPool sessions_;
};

}  // namespace juece::postgres
