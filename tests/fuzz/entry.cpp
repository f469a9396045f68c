// libFuzzer's entry: one program for each target.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    juece::fuzz::JUECE_FUZZ_TARGET({reinterpret_cast<char const*>(data), size});
    return 0;
}
