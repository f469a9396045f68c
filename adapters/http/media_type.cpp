// Type and subtype, without parameters.
#include "adapters/http/media_type.hpp"

namespace juece::http {

std::optional<std::string> media_type(std::string_view field) {
    constexpr std::size_t characters_max = 127;
    auto text = std::string{field.substr(0, field.find(';'))};
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    std::size_t slashes = 0;
    for (auto& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        auto const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c == '/') ++slashes;
        if (!plain && c != '/' && std::string_view{"!#$&-^_.+"}.find(c) == std::string_view::npos) return std::nullopt;
    }
    auto const good = slashes == 1 && text.front() != '/' && text.back() != '/' && text.size() <= characters_max;
    return good ? std::optional{text} : std::nullopt;
}

}  // namespace juece::http
