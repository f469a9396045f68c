# Tests and checks (sourced by tools/dev, Bash). The tests get a PostgreSQL and a Kafka of their own under .local/test/.
# Needs: as local.sh.

stop_after_tests=

finish_tests() {
    if [ -z "$stop_after_tests" ]; then return; fi
    stop_after_tests=
    { kafka kill; postgres kill; } > "$logs/stop.log" 2>&1 || true
}

# A cluster that an earlier run left in pieces, or with old databases in it, is not used again.
start_fresh_postgres() {
    if ! postgres status > /dev/null 2>&1; then postgres remove; fi
    postgres start
}

start_fresh_kafka() {
    if ! kafka status > /dev/null 2>&1; then rm -rf "$state/kafka"; fi
    kafka start
}

# The linter of schemas/api/openapi.yaml, as its lock file names it. Without the npm registry the other tests still run;
# the test api_lint then fails and says so.
fetch_api_lint() {
    local there=$root/.local/api-lint
    if cmp -s "$root/schemas/api/package-lock.json" "$there/node_modules/.lock"; then return; fi
    mkdir -p "$there"
    cp "$root"/schemas/api/package{,-lock}.json "$there"
    if (cd "$there" && npm ci --ignore-scripts --no-audit --no-fund); then
        cp "$there/package-lock.json" "$there/node_modules/.lock"
    else
        say "The npm registry $(npm config get registry) could not be reached."
    fi
}

run_tests() {
    local keep= filter= long= none=error
    while [ $# -gt 0 ]; do
        case $1 in
            --long)
                long=1
                # A filter may name fuzz targets only.
                none=ignore
                export JUECE_TEST_LONG=1
                ;;
            --keep) keep=1 ;;
            -*) fail "unknown option: $1" ;;
            *) filter=$1 ;;
        esac
        shift
    done
    state=$root/.local/test
    logs=$state/log
    take_lock
    local node=()
    command -v node > /dev/null && command -v npm > /dev/null || node=("${node_packages[@]}")
    ensure_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}" "${node[@]}"
    job build "build (preset dev, everything)" build all
    job kafka-jars "Kafka's jars" fetch_kafka
    job api-lint "linter of the OpenAPI document" fetch_api_lint
    [ -n "$keep" ] || stop_after_tests=1
    step postgres "PostgreSQL for the tests" start_fresh_postgres
    await kafka-jars
    step kafka "Kafka for the tests" start_fresh_kafka
    await api-lint
    await build
    JUECE_TEST_ADMIN_DSN=$(postgres dsn)
    JUECE_TEST_KAFKA=127.0.0.1:$(kafka port)
    export JUECE_TEST_ADMIN_DSN JUECE_TEST_KAFKA
    export JUECE_TEST_BIN=$build/bin JUECE_TEST_SCHEMAS=$root/schemas
    # For those that stop and kill them on purpose, with deploy/local/*.sh.
    export JUECE_TEST_POSTGRES_DIR=$state/postgres JUECE_TEST_KAFKA_DIR=$state/kafka
    export JUECE_KAFKA_LIB=$root/.local/kafka-lib
    printf '\n'
    ctest --test-dir "$build" --output-on-failure -j2 "--no-tests=$none" ${filter:+-R "$filter"} < /dev/null
    if [ -n "$long" ]; then long_tests "$filter"; fi
}

our_sources() { (cd "$root" && find workflow adapters tools tests -name '*.[ch]pp' | sort); }

# Findings are no failure of the step: they are shown whole, below it.
find_with_clang_tidy() {
    rm -f "$1"
    "$root/tools/lint.py" "$build" "$2" --jobs "$(build_jobs)" --findings "$1" || [ -s "$1" ]
}

lint() {
    local findings=$logs/findings.txt clean=1
    ensure_packages "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
    step configure "configure (preset dev)" build build.ninja
    "$root/tools/tidy.py" || clean=
    step clang-tidy "clang-tidy (what changed since it was found clean)" find_with_clang_tidy "$findings" "${1:-}"
    if [ -s "$findings" ]; then
        printf '\n'
        cat "$findings"
        clean=
    fi
    [ -n "$clean" ] || fail "lint has findings, see above"
}

fmt() {
    ensure_packages "${lint_packages[@]}"
    if [ "${1:-}" = --check ]; then
        our_sources | (cd "$root" && xargs -r clang-format --dry-run -Werror)
    else
        our_sources | (cd "$root" && xargs -r clang-format -i)
    fi
}
