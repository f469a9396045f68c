// The look-up, and what is wrong with documents that the store does not have.
#include "workflow/service/known_documents.hpp"

#include <fmt/format.h>

#include "workflow/service/failures.hpp"

namespace juece::service {
namespace {

constexpr std::size_t known_max = 100'000;

}  // namespace

void KnownDocuments::look_up(
    std::vector<procedure::Document> const& documents, std::function<void(std::exception_ptr)> const& then
) {
    std::vector<Hash256> unknown;
    for (auto const& document : documents) {
        if (!known_.contains(document.digest.sha256)) unknown.push_back(document.digest.sha256);
    }
    if (unknown.empty()) return then(nullptr);
    auto const queued = strand_.offload([this, unknown, then] {
        std::vector<ports::DocumentInfo> infos;
        std::exception_ptr failure;
        try {
            for (auto const& hash : unknown) {
                auto info = store_.info(log_, hash);
                if (info) infos.push_back(std::move(*info));
            }
        } catch (...) {
            failure = std::current_exception();
        }
        strand_.post([this, then, failure, infos = std::move(infos)]() mutable {
            if (known_.size() > known_max) known_.clear();
            for (auto& info : infos)
                known_.insert_or_assign(info.digest.sha256, std::move(info));
            then(failure);
        });
    });
    if (!queued) then(full_pool());
}

std::vector<procedure::Fault> KnownDocuments::fill_in(std::vector<procedure::Document>& documents) const {
    std::vector<procedure::Fault> faults;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto& document = documents[i];
        auto const at = known_.find(document.digest.sha256);
        auto const pointer = fmt::format("/documents/{}", i);
        if (at == known_.end()) {
            faults.push_back({"unknown_document", pointer, fmt::format("文书“{}”尚未上传", document.role)});
        } else if (at->second.digest != document.digest) {
            faults.push_back({"digest_mismatch", pointer + "/digest/sm3", "两种摘要不属于同一份文书"});
        } else {
            document.size = at->second.size;
            document.media_type = at->second.media_type;
        }
    }
    return faults;
}

}  // namespace juece::service
