// Looking up a field of a request.
#include "adapters/http/message.hpp"

#include <algorithm>

namespace juece::http {

std::string_view Request::field(std::string_view name) const {
    for (auto const& [key, value] : fields) {
        if (key == name) return value;
    }
    return {};
}

bool Request::has_field(std::string_view name) const {
    return std::ranges::find(fields, name, &Field::first) != fields.end();
}

}  // namespace juece::http
