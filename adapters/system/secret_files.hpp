// Files that hold keys, certificates and passwords: whether they can be used, found out at the start and not by the
// first client.
//
// Each function answers what is wrong, in Chinese; nothing if all is well. A file with a secret must not be readable
// by everybody. Threads: any.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace juece::system {

using FileFault = std::optional<std::string>;

FileFault fault_of_certificate(std::filesystem::path const& path);  // one or more certificates, PEM
FileFault fault_of_private_key(std::filesystem::path const& path);  // PEM, without a pass phrase; secret
FileFault fault_of_public_key(std::filesystem::path const& path);   // Ed25519, PEM
FileFault fault_of_secret(std::filesystem::path const& path);       // any text; secret
// Both are readable: whether they belong together.
FileFault fault_of_pair(std::filesystem::path const& certificate, std::filesystem::path const& key);

// The first line of a file, without its end; empty if it cannot be read.
std::string first_line(std::filesystem::path const& path);

}  // namespace juece::system
