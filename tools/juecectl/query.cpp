// Names and values, one behind the other.
#include "tools/juecectl/query.hpp"

#include <fmt/format.h>

#include "adapters/http/target.hpp"

namespace juece::juecectl {

Query& Query::add(std::string_view name, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("{}{}={}", text_.empty() ? "?" : "&", name, http::escape_segment(value));
    return *this;
}

}  // namespace juece::juecectl
