// Looking up a field of a request.
#include "adapters/http/message.hpp"

namespace juece::http {

std::string_view Request::field(std::string_view name) const {
    for (auto const& [key, value] : fields) {
        if (key == name) return value;
    }
    return {};
}

}  // namespace juece::http
