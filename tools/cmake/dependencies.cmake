# Third parties, found once, all from Debian 12. Imported targets are SYSTEM, so our warnings do not judge them.
# libpqxx, librdkafka and utf8proc ship no CMake package there; pkg-config knows them. That of prometheus-cpp asks for
# what its other parts need (civetweb, curl).
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG COMPONENTS headers json url)
find_package(fmt REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(tomlplusplus REQUIRED CONFIG)
find_package(OpenSSL 3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libpqxx REQUIRED IMPORTED_TARGET GLOBAL libpqxx)
pkg_check_modules(rdkafka REQUIRED IMPORTED_TARGET GLOBAL rdkafka)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET GLOBAL prometheus-cpp-core)
pkg_check_modules(tcmalloc REQUIRED IMPORTED_TARGET GLOBAL libtcmalloc_minimal)

# The server's memory is allocated by one thread and freed by another, which glibc's allocator is slow at
# (docs/adr/0035-allocator.md). Nothing names it, so the linker must be told to keep it; sanitizers bring their own.
add_library(juece_allocator INTERFACE)
add_library(juece::allocator ALIAS juece_allocator)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_libraries(juece_allocator INTERFACE -Wl,--push-state,--no-as-needed PkgConfig::tcmalloc -Wl,--pop-state)
endif()

if(JUECE_TESTS)
    find_package(GTest REQUIRED CONFIG)
    find_package(rapidcheck REQUIRED CONFIG)
    # Debian's Python has pytest and jsonschema; another one that comes first on the PATH may not.
    if(NOT Python3_EXECUTABLE AND EXISTS /usr/bin/python3)
        set(Python3_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "Python for the tests")
    endif()
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    include(GoogleTest)
endif()
