// As the C library reads addresses; nothing is looked up.
#include "adapters/system/address.hpp"

#include <arpa/inet.h>

namespace juece::system {

std::optional<bool> is_loopback(std::string const& address) {
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127;
    in6_addr six{};
    if (inet_pton(AF_INET6, address.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six) != 0;
    return std::nullopt;
}

bool is_this_machine(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return host == "localhost" || is_loopback(std::string{host}).value_or(false);
}

}  // namespace juece::system
