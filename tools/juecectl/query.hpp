// A query as it is put together: values are percent-encoded, what was not asked for is left out. Pure; threads: none.
#pragma once

#include <string>
#include <string_view>

namespace juece::juecectl {

class Query {
public:
    // Nothing if the value is empty. Requires: the name needs no encoding.
    Query& add(std::string_view name, std::string_view value);
    std::string const& text() const { return text_; }  // "?a=1&b=2", or empty

private:
    std::string text_;
};

}  // namespace juece::juecectl
