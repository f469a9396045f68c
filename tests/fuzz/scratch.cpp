// In memory where the machine has a file system there: thousands of files a second.
#include "tests/fuzz/scratch.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

namespace fs = std::filesystem;

Scratch::Scratch() {
    auto name =
        ((fs::is_directory("/dev/shm") ? fs::path{"/dev/shm"} : fs::temp_directory_path()) / "juece-fuzz-XXXXXX")
            .string();
    JUECE_ASSERT(::mkdtemp(name.data()) != nullptr, "a folder can be made");
    folder_ = name;
}

Scratch::~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path Scratch::put(fs::path const& name, std::string_view bytes) const {
    auto file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << bytes;
    JUECE_ASSERT(out.flush(), "a file can be written");
    return file;
}

}  // namespace juece::fuzz
