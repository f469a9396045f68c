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

run_tests() {
    local keep= filter=
    while [ $# -gt 0 ]; do
        case $1 in
            --long) export JUECE_TEST_LONG=1 ;;
            --keep) keep=1 ;;
            -*) fail "unknown option: $1" ;;
            *) filter=$1 ;;
        esac
        shift
    done
    state=$root/.local/test
    logs=$state/log
    take_lock
    ensure_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
    job build "build (preset dev, everything)" build all
    job kafka-jars "Kafka's jars" fetch_kafka
    [ -n "$keep" ] || stop_after_tests=1
    step postgres "PostgreSQL for the tests" start_fresh_postgres
    await kafka-jars
    step kafka "Kafka for the tests" start_fresh_kafka
    await build
    JUECE_TEST_ADMIN_DSN=$(postgres dsn)
    JUECE_TEST_KAFKA=127.0.0.1:$(kafka port)
    export JUECE_TEST_ADMIN_DSN JUECE_TEST_KAFKA
    export JUECE_TEST_BIN=$build/bin JUECE_TEST_SCHEMAS=$root/schemas
    # For those that stop and kill them on purpose, with deploy/local/*.sh.
    export JUECE_TEST_POSTGRES_DIR=$state/postgres JUECE_TEST_KAFKA_DIR=$state/kafka
    export JUECE_KAFKA_LIB=$root/.local/kafka-lib
    printf '\n'
    ctest --test-dir "$build" --output-on-failure -j2 --no-tests=error ${filter:+-R "$filter"} < /dev/null
}

our_sources() { (cd "$root" && find workflow adapters tools tests -name '*.[ch]pp' | sort); }

lint() {
    ensure_packages "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
    step configure "configure (preset dev)" cmake -S "$root" --preset dev -DJUECE_TESTS=ON
    python3 "$root/tools/tidy.py"
    # Only our own files are in the database of compile commands; third parties' headers are not judged.
    run-clang-tidy-16 -quiet -p "$build" -j "$(build_jobs)" "${1:-$root/.*}"
}

fmt() {
    ensure_packages "${lint_packages[@]}"
    if [ "${1:-}" = --check ]; then
        our_sources | (cd "$root" && xargs -r clang-format --dry-run -Werror)
    else
        our_sources | (cd "$root" && xargs -r clang-format -i)
    fi
}
