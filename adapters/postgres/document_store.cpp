// Documents in PostgreSQL.
#include "adapters/postgres/document_store.hpp"

#include "workflow/core/assertion.hpp"
#include "workflow/ports/world_error.hpp"

namespace juece::postgres {

namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

constexpr Statement begin_document{"begin_document", "select juece.begin_document($1::text)"};

constexpr Statement add_piece{"add_piece", "select juece.add_document_chunk($1::uuid, $2::int, $3::bytea)"};

constexpr Statement finish_document{
    "finish_document",
    "select size, sm3, media_type from juece.finish_document("
    "$1::uuid, $2::text, $3::bytea, $4::bytea, $5::bigint, $6::text)"};

constexpr Statement abort_document{"abort_document", "select juece.abort_document($1::uuid)"};

constexpr Statement document_info{
    "document_info",
    "select d.size, d.sm3, d.media_type, d.upload from juece.document d join juece.log l on l.no = d.log "
    "where l.name = $1::text and d.sha256 = $2::bytea"};

constexpr Statement piece_at{
    "piece_at", "select bytes from juece.document_chunk where upload = $1::uuid and n = $2::int"};

constexpr Statement drop_unnamed_documents{
    "drop_unnamed_documents", "select juece.drop_unnamed_documents($1::text, $2::timestamptz)"};

ports::DocumentInfo info_of(Rows const& rows, Hash256 const& sha256) {
    return {{sha256, rows.hash(0, 1)}, rows.number(0, 0), std::string{rows.text(0, 2)}};
}

class PostgresUpload final : public ports::Upload {
public:
    PostgresUpload(SessionPool& sessions, LogName const& log)
        : sessions_{sessions},
          log_{log.text()},
          id_{sessions.execute(begin_document, {Parameter::text(log_)}).uuid(0, 0)} {}

    PostgresUpload(PostgresUpload const&) = delete;
    PostgresUpload& operator=(PostgresUpload const&) = delete;

    ~PostgresUpload() override {
        if (finished_) return;
        try {
            sessions_.execute(abort_document, {Parameter::uuid(id_)});
        } catch (ports::WorldError const&) {
            // Nobody can see it; drop_unnamed() takes it after a day.
        }
    }

    void add(std::string_view chunk) override {
        size_ += chunk.size();
        while (!chunk.empty()) {
            auto const part = chunk.substr(0, piece_bytes - piece_.size());
            piece_ += part;
            chunk.remove_prefix(part.size());
            if (piece_.size() == piece_bytes) send_piece();
        }
    }

    ports::DocumentInfo finish(Digest const& digest, std::string const& media_type) override {
        JUECE_ASSERT(!finished_, "an upload is finished once");
        if (!piece_.empty()) send_piece();
        auto const rows = sessions_.execute(
            finish_document,
            {Parameter::uuid(id_),
             Parameter::text(log_),
             Parameter::bytes(digest.sha256),
             Parameter::bytes(digest.sm3),
             Parameter::bigint(size_),
             Parameter::text(media_type)}
        );
        finished_ = true;
        return info_of(rows, digest.sha256);
    }

private:
    void send_piece() {
        sessions_.execute(add_piece, {Parameter::uuid(id_), Parameter::integer(pieces_), Parameter::bytes(piece_)});
        ++pieces_;
        piece_.clear();
    }

    SessionPool& sessions_;
    std::string log_;
    UuidBytes id_;
    std::string piece_;
    std::uint32_t pieces_ = 0;
    std::uint64_t size_ = 0;
    bool finished_ = false;
};

}  // namespace

PostgresDocumentStore::PostgresDocumentStore(DocumentStoreSettings settings)
    : sessions_{settings.documents_dsn, settings.session, settings.connections, settings.patience} {}

PostgresDocumentStore::~PostgresDocumentStore() = default;

std::unique_ptr<ports::Upload> PostgresDocumentStore::begin(LogName const& log) {
    return std::make_unique<PostgresUpload>(sessions_, log);
}

std::optional<ports::DocumentInfo> PostgresDocumentStore::info(LogName const& log, Hash256 const& sha256) {
    auto const rows = sessions_.execute(document_info, {Parameter::text(log.text()), Parameter::bytes(sha256)});
    return rows.empty() ? std::nullopt : std::optional{info_of(rows, sha256)};
}

bool PostgresDocumentStore::read(
    LogName const& log, Hash256 const& sha256, std::function<void(std::string_view)> const& chunk
) {
    auto const rows = sessions_.execute(document_info, {Parameter::text(log.text()), Parameter::bytes(sha256)});
    if (rows.empty()) return false;
    auto const size = rows.number(0, 0);
    auto const upload = rows.uuid(0, 3);
    std::uint64_t given = 0;
    for (std::uint32_t n = 0; given < size; ++n) {
        auto const piece = sessions_.execute(piece_at, {Parameter::uuid(upload), Parameter::integer(n)});
        if (piece.empty()) {
            throw ports::WorldError{ports::WorldErrorKind::conflict, "the document was dropped while it was read"};
        }
        auto const bytes = piece.bytes(0, 0);
        given += bytes.size();
        chunk(bytes);
    }
    return true;
}

std::uint64_t PostgresDocumentStore::drop_unnamed(LogName const& log, Timestamp before) {
    return sessions_.execute(drop_unnamed_documents, {Parameter::text(log.text()), Parameter::timestamp(before)})
        .number(0, 0);
}

}  // namespace juece::postgres
