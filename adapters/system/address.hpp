// Addresses: whether one is of this machine alone. Inner part of config.cpp and kafka_section.cpp. Pure; threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace juece::system {

// Nothing: it is no IP address.
std::optional<bool> is_loopback(std::string const& address);

// "localhost", or a loopback address, one of IPv6 in brackets. Any other name may be anywhere.
bool is_this_machine(std::string_view host);

}  // namespace juece::system
