# The long tests (sourced by tools/dev, Bash): libFuzzer over every parser of outside bytes, then the whole suite under
# the sanitizers (docs/developer.md "Long tests"). Needs: as local.sh and check.sh, and the services of run_tests.

fuzz_seconds=${JUECE_FUZZ_SECONDS:-60}
fuzz_found=$root/.local/fuzz
found=()  # what a long test has found, to be told at the end

# build_preset PRESET TARGET…
build_preset() {
    cmake -S "$root" --preset "$1" -DJUECE_TESTS=ON
    ninja -C "$root/build/$1" -j "$(build_jobs)" "${@:2}"
}

# The words of a language, for targets that would hardly guess them.
dictionary_of() {
    case $1 in
        answers | command | entry | json | leaf | raw_json | rules_body) printf json ;;
        config | notice | personas | profile) printf toml ;;
        framing | parameters | target) printf http ;;
        *) printf '%s' "$1" ;;
    esac
}

# fuzz_target NAME: inputs that reach new code are kept in .local/fuzz/NAME/corpus, those that break it in
# .local/fuzz/NAME.
fuzz_target() {
    local name=$1 folder=$fuzz_found/$1 words options=() corpora
    cd "$root"
    mkdir -p "$folder/corpus"
    corpora=("$folder/corpus" "tests/fuzz/corpus/$name")
    case $name in
        framing) corpora+=("$fuzz_found/seeds/http") ;;
        command | json) corpora+=("$fuzz_found/seeds/json") ;;
    esac
    words=tests/fuzz/dict/$(dictionary_of "$name").dict
    if [ -e "$words" ]; then options+=(-dict="$words"); fi
    ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-14 UBSAN_OPTIONS=print_stacktrace=1 "build/fuzz/bin/fuzz_$name" \
        -max_total_time="$fuzz_seconds" -timeout=60 -rss_limit_mb=2048 -artifact_prefix="$folder/" \
        -print_final_stats=1 "${options[@]}" "${corpora[@]}"
}

tell_break() {
    local name=$1 input
    input=$(find "$fuzz_found/$name" -maxdepth 1 -type f -newer "$logs/fuzz.since" | head -n 1)
    grep -m 3 -E 'assertion failed|ERROR: |runtime error' "$logs/fuzz-$name.log" | sed 's/^/    /' || true
    if [ -n "$input" ]; then
        printf '    input: %s\n    again: build/fuzz/bin/fuzz_%s %s\n' "$input" "$name" "${input#"$root"/}"
    fi
    printf '    log:   %s\n' "$logs/fuzz-$name.log"
}

# fuzz FILTER: every target whose program's name matches. One that breaks does not keep the others from their turn.
fuzz() {
    local filter=$1 name start runs
    step build-fuzz "build (preset fuzz)" build_preset fuzz fuzz_programs
    mkdir -p "$fuzz_found/seeds/http" "$fuzz_found/seeds/json"
    python3 "$root/tests/hostile/seeds.py" "$fuzz_found/seeds" > "$logs/seeds.log"
    for name in $(ls "$root/tests/fuzz/corpus"); do
        if ! [[ fuzz_$name =~ $filter ]]; then continue; fi
        start=$(now_ms)
        touch "$logs/fuzz.since"
        if (fuzz_target "$name") < /dev/null > "$logs/fuzz-$name.log" 2>&1; then
            runs=$(awk '/^stat::number_of_executed_units/ { print $2 }' "$logs/fuzz-$name.log")
            printf '  ✓ fuzz_%s  %s  %s runs\n' "$name" "$(seconds $(($(now_ms) - start)))" "$runs"
        else
            printf '  ✗ fuzz_%s  %s\n' "$name" "$(seconds $(($(now_ms) - start)))"
            tell_break "$name"
            found+=("fuzz_$name")
        fi
    done
}

# sanitized PRESET FILTER: reports go to files, so that those of the programs that a test starts are seen as well.
sanitized() {
    local preset=$1 filter=$2 reports=$logs/$1-reports fixed=()
    step "build-$preset" "build (preset $preset, everything)" build_preset "$preset" all
    rm -rf "$reports"
    mkdir -p "$reports"
    # GCC 12's thread sanitizer cannot work everywhere in a large random address space.
    if setarch -R true 2> /dev/null; then fixed=(setarch -R); fi
    printf '\n'
    (
        export JUECE_TEST_BIN=$root/build/$preset/bin
        # libfaketime comes before the sanitizer's own library, which is all right.
        # What is freed stays a while: 32 MiB of it, for tests that bound a server's memory.
        export ASAN_OPTIONS=log_path=$reports/asan:verify_asan_link_order=0:strict_string_checks=1
        ASAN_OPTIONS+=:quarantine_size_mb=32
        export UBSAN_OPTIONS=log_path=$reports/ubsan:print_stacktrace=1
        export TSAN_OPTIONS=log_path=$reports/tsan:suppressions=$root/tests/support/tsan.supp:second_deadlock_stack=1
        "${fixed[@]}" ctest --test-dir "$root/build/$preset" --output-on-failure -j2 --no-tests=ignore \
            ${filter:+-R "$filter"} < /dev/null
    ) || found+=("$preset")
    if [ -n "$(ls "$reports")" ]; then
        printf '  ✗ the sanitizers of %s have something to say: %s\n' "$preset" "$reports"
        found+=("$preset-reports")
    fi
}

# long_tests FILTER
long_tests() {
    ensure_packages "${long_packages[@]}"
    fuzz "$1"
    sanitized asan "$1"
    sanitized tsan "$1"
    [ "${#found[@]}" = 0 ] || fail "the long tests found something: ${found[*]}"
}
