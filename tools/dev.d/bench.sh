# Speed (sourced by tools/dev, Bash): every figure of docs/operating/performance.md in one run, one program after the
# other, with a PostgreSQL, a Kafka and a server of their own under .local/bench/. Needs: as local.sh.

bench_figures=(append w1 w2 relay replay big start)

# For each figure: the programs that measure it, what they need beside PostgreSQL, and how they are called.
declare -A bench_programs=(
    [append]=juece_bench_append
    [w1]=juece_bench_service
    [w2]="jueced juece-bench"
    [relay]=kafka_rates
    [replay]=juece_bench_replay
    [big]=juece_bench_big
    [start]="jueced juece_bench_fill"
)
declare -A bench_needs=([w2]="kafka server" [relay]=kafka)
measure_append() { "$build/bin/juece_bench_append" "$bench_seconds"; }
measure_w1() { "$build/bin/juece_bench_service" "$bench_seconds"; }
measure_w2() {
    "$build/bin/juece-bench" --seconds "$bench_seconds" --server "http://127.0.0.1:$(cat "$state/jueced.port")" \
        --key "$state/keys/issuer.pem" --issuer "$issuer" --floor "$(database) user=postgres"
}
measure_relay() {
    JUECE_TEST_KAFKA=127.0.0.1:$(kafka port) "$build/bin/kafka_rates" $((bench_seconds * 40000)) 1000 "$bench_seconds"
}
measure_replay() { "$build/bin/juece_bench_replay" $((bench_seconds * 40000)) 2; }
measure_big() { "$build/bin/juece_bench_big" ${bench_quick:+10000:0}; }
measure_start() {
    python3 "$root/tests/bench/start_bench.py" ${bench_quick:+--events 100000 --items 1000 --long 10000:0 --rounds 1}
}

# The figures go into the run's file, line by line; what else a program says stays in its log.
record() {
    cd "$root"
    "$@" | tee -a "$state/figures.jsonl"
}

start_bench_server() {
    make_keys
    write_config
    migrate
    start_server
}

# A run that was interrupted leaves no server behind.
finish_bench() {
    if [ -z "${bench_server:-}" ]; then return; fi
    stop_server > "$logs/stop.log" 2>&1 || true
}

# What a figure needs beside PostgreSQL is there while it is measured, and no longer: the machine is small.
measure() {
    local figure=$1 needs=" ${bench_needs[$1]:-} "
    if [[ $needs = *" kafka "* ]]; then step kafka "Kafka" start_fresh_kafka; fi
    if [[ $needs = *" server "* ]]; then
        bench_server=1
        step jueced "jueced" start_bench_server
    fi
    step "figure-$figure" "measured: $figure" record "measure_$figure"
    if [[ $needs = *" server "* ]]; then
        step jueced-stop "jueced stops" stop_server
        bench_server=
    fi
    if [[ $needs = *" kafka "* ]]; then step kafka-stop "Kafka stops" kafka stop; fi
}

bench() {
    local figure figures=() programs=()
    bench_seconds=5 bench_quick=
    while [ $# -gt 0 ]; do
        case $1 in
            --quick) bench_seconds=2 bench_quick=1 ;;
            -*) fail "unknown option: $1" ;;
            *) [ -n "${bench_programs[$1]:-}" ] || fail "no such figure: $1 (there are: ${bench_figures[*]})"
                figures+=("$1") ;;
        esac
        shift
    done
    local some=--some
    [ "${#figures[@]}" -gt 0 ] || { figures=("${bench_figures[@]}") some=; }
    for figure in "${figures[@]}"; do
        read -ra programs <<< "${programs[*]} ${bench_programs[$figure]}"
    done
    preset=release build=$root/build/release
    state=$root/.local/bench logs=$root/.local/bench/log config=$root/.local/bench/jueced.toml
    take_lock
    ensure_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
    job build "build (preset release: ${programs[*]})" build "${programs[@]}"
    job kafka-jars "Kafka's jars" fetch_kafka
    await kafka-jars
    await build
    # Nothing is compiled any more, and nothing else runs than what is measured.
    stop_after_tests=1
    step postgres "PostgreSQL" start_fresh_postgres
    export JUECE_TEST_SCHEMAS=$root/schemas JUECE_TEST_BIN=$build/bin JUECE_KAFKA_LIB=$root/.local/kafka-lib
    JUECE_TEST_ADMIN_DSN=$(postgres dsn)
    export JUECE_TEST_ADMIN_DSN
    : > "$state/figures.jsonl"
    for figure in "${figures[@]}"; do
        measure "$figure"
    done
    printf '\n'
    "$root/tools/bench/table.py" $some "$state/figures.jsonl"
    printf '\nEach line as JSON: %s\n' "${state#"$root"/}/figures.jsonl"
}

