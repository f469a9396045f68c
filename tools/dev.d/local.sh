# The local run (sourced by tools/dev, Bash): build, PostgreSQL, Kafka, server, demonstration; all state under .local/.
# Needs: root, state, logs, lib.sh, steps.sh, packages.sh.

preset=dev
build=$root/build/$preset
issuer=juece-local
config=$state/jueced.toml
scenario=tests/scenarios/minhang_c2.scenario
demo=$logs/demo.txt

postgres() { "$root/deploy/local/postgres.sh" "$1" "$state/postgres" "${@:2}"; }
kafka() { JUECE_KAFKA_LIB=$root/.local/kafka-lib "$root/deploy/local/kafka.sh" "$1" "$state/kafka"; }
fetch_kafka() { JUECE_KAFKA_LIB=$root/.local/kafka-lib "$root/deploy/local/kafka.sh" fetch; }

# A compiler process of a state machine takes up to 1.5 GB, so a small machine builds with fewer of them.
build_jobs() {
    local by_memory
    by_memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
    local jobs
    jobs=$(nproc)
    [ "$by_memory" -ge "$jobs" ] || jobs=$by_memory
    [ "$jobs" -ge 1 ] || jobs=1
    printf '%s' "$jobs"
}

# build TARGET…: configures once, then lets ninja find out what is to do. "up" and "test" may run at the same time;
# they take turns here.
build() {
    local tests=OFF
    mkdir -p "$root/.local"
    exec 7> "$root/.local/build.lock"
    flock 7
    if have_packages "${test_packages[@]}"; then tests=ON; fi
    if ! grep -qx "JUECE_TESTS:BOOL=$tests" "$build/CMakeCache.txt" 2>/dev/null || ! [ -e "$build/build.ninja" ]; then
        cmake -S "$root" --preset "$preset" -DJUECE_TESTS=$tests
    fi
    ninja -C "$build" -j "$(build_jobs)" "$@"
}

make_keys() {
    mkdir -p "$state/keys"
    if [ -s "$state/keys/issuer.pub.pem" ]; then return; fi
    (umask 077 && openssl genpkey -algorithm ed25519 -out "$state/keys/issuer.pem")
    openssl pkey -in "$state/keys/issuer.pem" -pubout -out "$state/keys/issuer.pub.pem.new"
    mv "$state/keys/issuer.pub.pem.new" "$state/keys/issuer.pub.pem"
}

server_running() { pid_alive "$state/jueced.pid" "$config"; }

database() { printf 'host=127.0.0.1 port=%s dbname=juece' "$(cat "$state/postgres/port")"; }

write_config() {
    local port text
    if server_running > /dev/null; then port=$(cat "$state/jueced.port"); else port=$(port_for "$state/jueced.port"); fi
    text=$(cat "$root/deploy/local/jueced.toml.in")
    text=${text//@HTTP_PORT@/$port}
    text=${text//@DATABASE@/$(database)}
    text=${text//@KAFKA_PORT@/$(cat "$state/kafka/port")}
    text=${text//@ISSUER@/$issuer}
    text=${text//@LOCAL@/$state}
    text=${text//@ROOT@/$root}
    printf '%s\n' "$text" > "$config.new"
    mv "$config.new" "$config"
}

write_env() {
    {
        printf '# Written by tools/dev up. Use: source .local/env\n'
        printf 'export %s=%q\n' JUECE_URL "http://127.0.0.1:$(cat "$state/jueced.port")" \
            JUECE_DSN "$(database) user=juece_reader" JUECE_OWNER_DSN "$(database) user=juece_owner" \
            JUECE_ADMIN_DSN "$(database) user=postgres" \
            JUECE_KAFKA "127.0.0.1:$(cat "$state/kafka/port")" \
            JUECE_ISSUER "$issuer" JUECE_ISSUER_KEY "$state/keys/issuer.pem" \
            JUECE_PERSONAS "$root/deploy/local/personas.toml" JUECE_CONFIG "$config"
        printf 'case ":$PATH:" in *:%q:*) ;; *) export PATH=%q:"$PATH" ;; esac\n' "$build/bin" "$build/bin"
    } > "$state/env.new"
    mv "$state/env.new" "$state/env"
}

# What a running server was started from: its program, its configuration and the migrations.
server_version() { cat "$build/bin/jueced" "$config" "$root"/schemas/sql/*.sql | sha256sum | cut -c 1-64; }

migrate() {
    "$build/bin/jueced" --config "$config" --migrate
}

# http_status PORT PATH: the status code of a GET, without curl, which a bare machine does not have.
http_status() {
    (
        exec 3<> "/dev/tcp/127.0.0.1/$1"
        # cat writes it at once; Bash would write line by line.
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" | cat >&3
        read -r -t 5 _ code _ <&3
        printf '%s' "$code"
    ) 2>/dev/null || true
}

stop_server() {
    local pid
    if pid=$(server_running); then end_process "$pid" 15; fi
    rm -f "$state/jueced.pid"
}

start_server() {
    local port pid tenths
    port=$(cat "$state/jueced.port")
    setsid "$build/bin/jueced" --config "$config" < /dev/null >> "$logs/jueced.log" 2>&1 7>&- 8>&- 9>&- &
    pid=$!
    printf '%s\n' "$pid" > "$state/jueced.pid"
    for tenths in $(seq 300); do
        if [ "$(http_status "$port" /health/ready)" = 200 ]; then
            server_version > "$state/jueced.version"
            say "jueced is ready on 127.0.0.1:$port"
            return
        fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 25 "$logs/jueced.log"
    fail "jueced did not become ready"
}

# The demonstration is a scenario file run over HTTP, in a rehearsal log of its own; so a run that was interrupted
# leaves nothing in the way of the next. It is not a step: its output is what "up" is for.
demonstrate() {
    local start rc=0
    if [ -s "$demo" ]; then return; fi
    start=$(now_ms)
    printf '\n'
    (cd "$root" && . "$state/env" && juecectl scenario run "$scenario" --server "$JUECE_URL" --show) < /dev/null 2>&1 |
        tee "$demo.part" || rc=$?
    printf '\n'
    if [ "$rc" != 0 ]; then
        printf '  ✗ demonstration  %s\nIts output: %s; the server'\''s log: %s\n' \
            "$(seconds $(($(now_ms) - start)))" "$demo.part" "$logs/jueced.log"
        exit 1
    fi
    mv "$demo.part" "$demo"
    printf '  ✓ demonstration  %s\n' "$(seconds $(($(now_ms) - start)))"
}

summary() {
    local personas
    personas=$(awk -F'"' '/^name/ { name = $2 } /^label/ { printf "    %-12s%s\n", name, $2 }' \
        "$root/deploy/local/personas.toml")
    cat <<EOF

juece runs: http://127.0.0.1:$(cat "$state/jueced.port")
  database     $(database) user=postgres
  Kafka        127.0.0.1:$(cat "$state/kafka/port")
  logs         .local/log/jueced.log  .local/postgres/server.log  .local/kafka/server.log
  demonstration, as it was shown: .local/log/demo.txt
  personas     juecectl login --as NAME
$personas
  Next         source .local/env        sets JUECE_URL and the like, and the PATH to juecectl
               juecectl --help
               tools/dev down           stops everything and keeps the data
EOF
}

up() {
    take_lock
    ensure_packages "${build_packages[@]}" "${run_packages[@]}"
    job build "build (preset dev: jueced, juecectl)" build jueced juecectl
    job kafka-jars "Kafka's jars" fetch_kafka
    step postgres "PostgreSQL" postgres start
    await kafka-jars
    step kafka "Kafka" kafka start
    await build
    make_keys > "$logs/keys.log" 2>&1 || { cat "$logs/keys.log"; fail "the issuer's key could not be made"; }
    write_config
    write_env
    if ! server_running > /dev/null || [ "$(server_version)" != "$(cat "$state/jueced.version" 2>/dev/null)" ]; then
        if server_running > /dev/null; then step stop "stop of the former server" stop_server; fi
        write_config
        write_env
        step migrate "migrations" migrate
        step jueced "jueced" start_server
    fi
    demonstrate
    summary
}

down() {
    take_lock
    stop_server
    say "jueced is stopped"
    kafka stop
    postgres stop
}

status() {
    local rc=0 pid port ready
    postgres status || rc=3
    kafka status || rc=3
    if pid=$(server_running); then
        port=$(cat "$state/jueced.port")
        ready=$(http_status "$port" /health/ready)
        say "jueced runs on http://127.0.0.1:$port, pid $pid, /health/ready answers ${ready:-nothing}"
        [ "$ready" = 200 ] || rc=3
    else
        say "jueced is stopped"
        rc=3
    fi
    return "$rc"
}

# Forgets all data of the local run; what was built or downloaded stays.
reset() {
    local answer
    if [ "${1:-}" != --yes ] && [ -t 0 ]; then
        read -r -p "Delete all local data (database, topics, keys, logs) of $root? [y/N] " answer
        [ "$answer" = y ] || fail "nothing was deleted"
    fi
    down
    postgres remove
    rm -rf "$state"/{kafka,keys,log,jueced.toml,jueced.port,jueced.version,env}
    say "All local data is deleted; tools/dev up begins anew."
}
