# One function per kind of module, so that a folder's CMakeLists.txt says only what is particular to it.
#
#   juece_module(core SOURCES a.cpp LINK fmt::fmt)              library  juece_core, alias juece::core
#   juece_adapter(postgres SOURCES a.cpp LINK juece::workflow)  the same, for adapters/
#   juece_tool(jueced SOURCES main.cpp LINK juece::http)        program  build/<preset>/bin/jueced
#   juece_test(core_test SOURCES a.cpp LINK juece::core)        GoogleTest program, every case known to ctest
#   juece_pytest(reader tests/reader.py LABELS unit)            Python tests as one ctest test
#   juece_add_folders(a b)                                      adds those subfolders that have a CMakeLists.txt
#
# Includes are written from the repository's root. Our warnings are errors; third parties are SYSTEM and not judged.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(JUECE_CCACHE ccache)
mark_as_advanced(JUECE_CCACHE)
if(JUECE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${JUECE_CCACHE}")
endif()

# Sanitizers make everything slower; their presets give the tests more time.
set(JUECE_TEST_TIMEOUT_FACTOR 1 CACHE STRING "Multiplies the TIMEOUT of every test")

add_library(juece_options INTERFACE)
target_compile_options(
    juece_options
    INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
        # Assertions and log lines name files as a reader of the repository does, whatever folder it was built in.
        "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/="
)

function(juece_add_folders)
    foreach(folder IN LISTS ARGN)
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
            add_subdirectory(${folder})
        endif()
    endforeach()
endfunction()

# What every target of ours shares.
function(juece_common target)
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_link_libraries(${target} PRIVATE juece_options)
endfunction()

function(juece_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "juece_module(${name} SOURCES … [LINK …]): not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    add_library(juece_${name} STATIC ${arg_SOURCES})
    add_library(juece::${name} ALIAS juece_${name})
    juece_common(juece_${name})
    target_link_libraries(juece_${name} PUBLIC ${arg_LINK})
endfunction()

function(juece_adapter name)
    juece_module(${name} ${ARGN})
endfunction()

function(juece_tool name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "juece_tool(${name} SOURCES … [LINK …]): not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    add_executable(${name} ${arg_SOURCES})
    juece_common(${name})
    target_link_libraries(${name} PRIVATE ${arg_LINK})
endfunction()

# LABELS (default unit): unit | database | kafka | e2e. TIMEOUT (default 120): seconds for one case, times
# JUECE_TEST_TIMEOUT_FACTOR.
# ONE_PROCESS: ctest runs the program once, not once per case, for suites that share a costly fixture.
function(juece_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "ONE_PROCESS" "TIMEOUT" "SOURCES;LINK;LABELS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "juece_test(${name} SOURCES … [LINK …]): not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    math(EXPR timeout "${arg_TIMEOUT} * ${JUECE_TEST_TIMEOUT_FACTOR}")
    juece_tool(${name} SOURCES ${arg_SOURCES} LINK ${arg_LINK} GTest::gtest_main GTest::gmock rapidcheck)
    if(arg_ONE_PROCESS)
        add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
        set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${timeout})
        return()
    endif()
    # On its way to the property a list is split three times (CMake 3.25); each time takes one half of the backslashes.
    string(REPLACE ";" [[\\\\\\\;]] labels "${arg_LABELS}")
    math(EXPR discovery "60 * ${JUECE_TEST_TIMEOUT_FACTOR}")
    gtest_discover_tests(
        ${name}
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT ${discovery}
        TEST_PREFIX "${name}/"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        PROPERTIES LABELS "${labels}" TIMEOUT ${timeout}
    )
endfunction()

# PATHS… are relative to the repository's root and are given to pytest as they are.
function(juece_pytest name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABELS")
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    math(EXPR timeout "${arg_TIMEOUT} * ${JUECE_TEST_TIMEOUT_FACTOR}")
    add_test(
        NAME ${name}
        COMMAND "${Python3_EXECUTABLE}" -m pytest -q -p no:cacheprovider ${arg_UNPARSED_ARGUMENTS}
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    )
    set_tests_properties(
        ${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${timeout} ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1"
    )
endfunction()
