// Port: documents (文书) by digest. Bytes are stored once per log; those that no event names may be removed after 24
// hours (docs/adr/0004-gapless-log.md). Threads: any; calls block. Throws WorldError.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "workflow/core/digest.hpp"
#include "workflow/core/id.hpp"

namespace juece::ports {

struct DocumentInfo {
    Digest digest;
    std::uint64_t size = 0;
    std::string media_type;
};

// One upload under way: chunks in order, then finish with the digest that the caller computed over all of them.
// Destroyed without finish, it leaves nothing that anybody can see.
class Upload {
public:
    virtual ~Upload() = default;
    virtual void add(std::string_view chunk) = 0;
    virtual DocumentInfo finish(Digest const& digest, std::string const& media_type) = 0;
};

class DocumentStore {
public:
    virtual ~DocumentStore() = default;
    virtual std::unique_ptr<Upload> begin(LogName const& log) = 0;
    virtual std::optional<DocumentInfo> info(LogName const& log, Hash256 const& sha256) = 0;
    // Calls `chunk` with the bytes in order; false if unknown.
    virtual bool read(
        LogName const& log, Hash256 const& sha256, std::function<void(std::string_view)> const& chunk
    ) = 0;
};

}  // namespace juece::ports
