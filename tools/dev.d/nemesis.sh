# tools/dev nemesis (sourced by tools/dev, Bash): a whole juece under faults; docs/operating/faults.md. It has servers
# of its own, so a local run and the tests may go on beside it. Needs: as local.sh.

nemesis() {
    local word
    for word in "$@"; do
        case $word in
            -h | --help) exec python3 "$root/tests/nemesis/nemesis.py" --help ;;
        esac
    done
    state=$root/.local/nemesis
    logs=$state/log
    take_lock
    ensure_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
    job build "build (preset dev: jueced, juecectl)" build jueced juecectl
    job kafka-jars "Kafka's jars" fetch_kafka
    await kafka-jars
    await build
    printf '\n'
    # Ctrl-C reaches it too: it stops what it has started, so it is waited for.
    JUECE_TEST_BIN=$build/bin JUECE_KAFKA_LIB=$root/.local/kafka-lib JUECE_NEMESIS_DIR=$state \
        python3 "$root/tests/nemesis/nemesis.py" "$@" < /dev/null
}
