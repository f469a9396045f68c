// The world fails: the one exception type that ports throw. It answers the only question a caller has: would a retry
// help?
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace juece::ports {

enum class WorldErrorKind : std::uint8_t {
    conflict,     // somebody else was faster; decide again
    unavailable,  // a server cannot be reached or refuses; try later
    busy,         // a queue of our own is full; nothing was done; try later
    timeout,      // no answer in time; the effect is unknown
    corrupt,      // stored bytes are not what they must be; no retry helps
};

class WorldError : public std::runtime_error {
public:
    WorldError(WorldErrorKind kind, std::string const& what) : std::runtime_error{what}, kind_{kind} {}
    WorldErrorKind kind() const { return kind_; }
    bool is_retryable() const { return kind_ != WorldErrorKind::corrupt; }

private:
    WorldErrorKind kind_;
};

}  // namespace juece::ports
