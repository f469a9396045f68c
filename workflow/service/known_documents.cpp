// The look-up, and what is wrong with documents that the store does not have.
#include "workflow/service/known_documents.hpp"

#include <fmt/format.h>

namespace juece::service {
namespace {

constexpr std::size_t known_max = 100'000;

using Infos = std::vector<ports::DocumentInfo>;

}  // namespace

void KnownDocuments::look_up(std::vector<procedure::Document> const& documents, Then const& then) {
    std::vector<Hash256> unknown;
    for (auto const& document : documents) {
        if (!known_.contains(document.digest.sha256)) unknown.push_back(document.digest.sha256);
    }
    if (unknown.empty()) return go_on(then);
    read_then<Infos>(
        strand_,
        [this, unknown] {
            Infos infos;
            for (auto const& hash : unknown) {
                auto info = store_.info(log_, hash);
                if (info) infos.push_back(std::move(*info));
            }
            return infos;
        },
        [this, then](std::exception_ptr const& failure, Infos infos) {
            if (known_.size() > known_max) known_.clear();
            for (auto& info : infos)
                known_.insert_or_assign(info.digest.sha256, std::move(info));
            go_on(then, failure);
        }
    );
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
