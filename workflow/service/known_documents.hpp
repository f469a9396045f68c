// Documents that commands name: looked up in the store once, then remembered. Size and media type of a document enter
// the leaf from the store, never from the client.
//
// Threads: the strand; the look-up is offloaded. Lifetime: outlives what it offloads.
#pragma once

#include <unordered_map>
#include <vector>

#include "workflow/ports/document_store.hpp"
#include "workflow/ports/strand.hpp"
#include "workflow/procedure/command.hpp"
#include "workflow/service/obeyed.hpp"
#include "workflow/service/then.hpp"

namespace juece::service {

class KnownDocuments {
public:
    KnownDocuments(ports::DocumentStore& store, ports::Strand& strand, LogName log)
        : store_{store}, strand_{strand}, log_{std::move(log)} {}

    // Asks the store for those that are not known yet, then calls `then` on the strand, perhaps at once.
    void look_up(std::vector<procedure::Document> const& documents, Then const& then);
    // Every document named must be in the store, with both digests; then its size and type are filled in.
    std::vector<procedure::Fault> fill_in(std::vector<procedure::Document>& documents) const;
    void forget() { known_.clear(); }

private:
    ports::DocumentStore& store_;
    ports::Strand& strand_;
    LogName log_;
    std::unordered_map<Hash256, ports::DocumentInfo, FirstBytes> known_;
};

}  // namespace juece::service
