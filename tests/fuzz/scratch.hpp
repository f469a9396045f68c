// A folder of this process for targets that read files; it is gone when the process ends.
#pragma once

#include <filesystem>
#include <string_view>

namespace juece::fuzz {

class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    std::filesystem::path const& folder() const { return folder_; }
    // Writes the file, whatever was there before, and gives its path.
    std::filesystem::path put(std::filesystem::path const& name, std::string_view bytes) const;

private:
    std::filesystem::path folder_;
};

}  // namespace juece::fuzz
