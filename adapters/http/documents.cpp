// Documents: bytes streamed into the store piece by piece, hashed on the way, and handed out again by digest.
#include <algorithm>
#include <array>

#include "adapters/http/conditional.hpp"
#include "adapters/http/coroutine.hpp"
#include "adapters/http/entering.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/media_type.hpp"
#include "adapters/http/parameters.hpp"
#include "workflow/core/digest_value.hpp"

namespace juece::http {

namespace {

using Piece = Result<std::optional<std::string>, Trouble>;

// One upload and its digest, used on one pool thread at a time.
struct Receiving {
    std::unique_ptr<ports::Upload> upload;
    std::unique_ptr<Digester> digester;
    std::uint64_t size = 0;
};

using ReceivingPtr = std::shared_ptr<Receiving>;

// An upload that is dropped half-way is taken back in the store, which blocks: whoever lets it go, the pool does that.
ReceivingPtr begin_receiving(ports::Strand& strand, std::unique_ptr<Receiving> receiving) {
    auto const drop = [&strand](Receiving* dropped) {
        auto const doomed = std::make_shared<std::unique_ptr<Receiving>>(dropped);
        if (!strand.offload([doomed] { doomed->reset(); })) doomed->reset();
    };
    return ReceivingPtr{receiving.release(), drop};
}

// 密级: juece is a system for what is no state secret (非涉密系统), so each upload says what its document is. What is a
// state secret must not even arrive (保守国家秘密法 31(3)); work secrets (工作秘密) may be kept and are not published.
std::optional<Trouble> trouble_of_secrecy(Request const& request) {
    constexpr std::array<std::string_view, 2> kept{"none", "internal_work"};
    constexpr std::array<std::string_view, 3> state_secrets{"secret", "confidential", "top_secret"};
    auto const at = request.query.find("secrecy");
    auto const typed = at == request.query.end() ? std::string_view{} : std::string_view{at->second};
    if (std::ranges::find(kept, typed) != kept.end()) return std::nullopt;
    if (std::ranges::find(state_secrets, typed) != state_secrets.end()) {
        return Trouble{
            Code::state_secret,
            "本系统是非涉密系统,不得存储、处理国家秘密:秘密级、机密级、绝密级的文书不得上传。文书未保存",
            {},
            {},
            {}};
    }
    procedure::Fault fault{
        typed.empty() ? "missing_field" : "unknown_choice",
        "/secrecy",
        "上传文书须以 ?secrecy= 说明密级:none(不涉密)或 internal_work(工作秘密)"};
    return Trouble{Code::invalid, fault.message, Object{{"faults", faults_view({fault})}}, {}, {}};
}

asio::awaitable<void> add_piece(ExchangePtr exchange, ReceivingPtr receiving, std::string piece) {
    std::function<bool()> work = [receiving, piece = std::move(piece)] {
        receiving->upload->add(piece);
        receiving->digester->add(piece);
        receiving->size += piece.size();
        return true;
    };
    co_await on_pool<bool>(exchange->environment().strand, std::move(work));
}

// Reads the whole body into the upload. The trouble of the body, if it has one.
asio::awaitable<std::optional<Trouble>> receive(ExchangePtr exchange, ReceivingPtr receiving) {
    for (;;) {
        auto piece = co_await exchange->body->next();
        if (!piece) co_return piece.error();
        if (!piece.value()) co_return std::nullopt;
        auto bytes = std::move(*piece.value());
        co_await add_piece(exchange, receiving, std::move(bytes));
    }
}

Object document_view(ports::DocumentInfo const& info) {
    return Object{{"digest", digest_value(info.digest)}, {"media_type", info.media_type}, {"size", info.size}};
}

std::string bytes_of(ports::DocumentStore& store, LogName const& log, ports::DocumentInfo const& info) {
    std::string bytes;
    bytes.reserve(info.size);
    store.read(log, info.digest.sha256, [&](std::string_view piece) { bytes += piece; });
    return bytes;
}

}  // namespace

asio::awaitable<Outcome> post_document(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const type = media_type(exchange->request.field("content-type"));
    if (!type) co_return malformed({}, "上传文书须有 Content-Type,例如 application/pdf", "bad_header");
    if (auto trouble = trouble_of_secrecy(exchange->request)) co_return *trouble;
    auto const& environment = exchange->environment();
    if (exchange->state->uploads >= environment.limits.uploads_max) {
        co_return Trouble{Code::busy, "同时上传的文书过多,请稍后重试", {}, {}, {}};
    }
    Share const share{exchange->state, &ServerState::uploads, 1};
    auto& store = environment.documents;
    auto new_digester = environment.new_digester;
    auto& strand = environment.strand;
    std::function<ReceivingPtr()> begin = [&store, &strand, new_digester, name = log.value()] {
        auto receiving = std::make_unique<Receiving>();
        receiving->upload = store.begin(name);
        receiving->digester = new_digester();
        return begin_receiving(strand, std::move(receiving));
    };
    auto const receiving = co_await on_pool<ReceivingPtr>(environment.strand, std::move(begin));
    auto const trouble = co_await receive(exchange, receiving);
    if (trouble) co_return *trouble;
    if (receiving->size == 0) co_return Trouble{Code::invalid, "文书不得为空", {}, {}, {}};
    std::function<ports::DocumentInfo()> finish = [receiving, type = *type] {
        return receiving->upload->finish(receiving->digester->finish(), type);
    };
    auto const info = co_await on_pool<ports::DocumentInfo>(environment.strand, std::move(finish));
    co_return Reply{201, {}, "application/json", environment.codec.canonical(document_view(info))};
}

asio::awaitable<Outcome> get_document(ExchangePtr exchange) {
    auto const log = co_await enter_log(exchange);
    if (!log) co_return log.error();
    auto const hash = parse_hash(exchange->request.parameters.at(1));
    if (!hash) co_return Trouble{Code::unknown_document, {}, {}, {}, {}};
    auto& environment = exchange->environment();
    auto& store = environment.documents;
    using Info = std::optional<ports::DocumentInfo>;
    std::function<Info()> ask = [&store, name = log.value(), hash = *hash] { return store.info(name, hash); };
    auto const info = co_await on_pool<Info>(environment.strand, std::move(ask));
    if (!info) co_return Trouble{Code::unknown_document, {}, {}, {}, {}};
    auto tag = "\"" + hex(*hash) + "\"";
    if (is_known(exchange->request, tag)) {
        co_return conditional(exchange->request, {200, {}, info->media_type, {}}, tag, Keeping::immutable);
    }
    auto const held = exchange->state->download_bytes;
    if (held > 0 && held + info->size > environment.limits.download_bytes_max) {
        co_return Trouble{Code::busy, "同时下载的文书过多,请稍后重试", {}, {}, {}};
    }
    exchange->held = std::make_shared<Share>(exchange->state, &ServerState::download_bytes, info->size);
    std::function<std::string()> read = [&store, name = log.value(), info = *info] {
        return bytes_of(store, name, info);
    };
    auto bytes = co_await on_pool<std::string>(environment.strand, std::move(read));
    // A document is what somebody uploaded: a browser must neither guess its type nor run what is in it.
    Field harmless{"Content-Security-Policy", "default-src 'none'; sandbox"};
    Reply reply{200, {std::move(harmless)}, info->media_type, std::move(bytes)};
    co_return conditional(exchange->request, std::move(reply), std::move(tag), Keeping::immutable);
}

}  // namespace juece::http
