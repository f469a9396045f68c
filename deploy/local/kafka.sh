#!/usr/bin/env bash
# A single-node Kafka broker (KRaft, no ZooKeeper) in one folder: made on the first start, on free ports of 127.0.0.1,
# safe to start and stop twice. Returns from start when the broker serves.
#   kafka.sh fetch            downloads the jars named in kafka/pom.xml, once
#   kafka.sh start DIR        kafka.sh stop DIR         kafka.sh status DIR
#   kafka.sh kill DIR         ends the broker as a crash would
#   kafka.sh port DIR
# Needs Java 17 or newer, and Maven for fetch. JUECE_KAFKA_LIB names the folder of the jars (default .local/kafka-lib).
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
. "$here/lib.sh"

usage() { sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
[ $# -ge 1 ] || usage
action=$1
lib=$(realpath -ms "${JUECE_KAFKA_LIB:-$here/../../.local/kafka-lib}")
[ "$action" = fetch ] || [ $# -ge 2 ] || usage
dir=$(realpath -ms "${2:-.}")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# The mark holds the digest of the pom, so a new Kafka version is fetched, and an interrupted download is not taken for
# whole.
fetch() {
    local digest part try
    digest=$(sha256sum < "$here/kafka/pom.xml" | cut -c 1-64)
    if [ "$(cat "$lib/complete" 2>/dev/null)" = "$digest" ]; then say "Kafka's jars are in $lib"; return; fi
    command -v mvn > /dev/null || fail "Maven is not installed (package maven)"
    part=$lib.part
    rm -rf "$part"
    mkdir -p "$part"
    for try in 1 2 3; do
        if mvn --batch-mode --no-transfer-progress -q -f "$here/kafka/pom.xml" dependency:copy-dependencies \
            -DoutputDirectory="$part" -DincludeScope=runtime -Dstyle.color=never < /dev/null; then
            printf '%s\n' "$digest" > "$part/complete"
            rm -rf "$lib"
            mv "$part" "$lib"
            say "Kafka's jars are in $lib"
            return
        fi
        say "Maven failed (attempt $try of 3)"
        sleep $((try * 2))
    done
    fail "Kafka's jars could not be downloaded"
}

write_settings() {
    local port=$1 controller=$2
    cat > "$dir/server.properties" <<EOF
# Written by deploy/local/kafka.sh at each start.
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=$dir/data
auto.create.topics.enable=false
offsets.topic.num.partitions=3
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
# After a crash the broker waits until its former self counts as dead; the default is 9 s.
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
# The default does not fit a small heap.
log.cleaner.dedupe.buffer.size=8388608
num.network.threads=2
num.io.threads=2
EOF
    # A later line of a properties file counts: the fault tests add listeners of their own.
    if [ -s "$dir/extra.properties" ]; then cat "$dir/extra.properties" >> "$dir/server.properties"; fi
}

java_command=("$java" -Xms128m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true
    "-Dlog4j2.configurationFile=$here/kafka/log4j2.properties" "-Djuece.log=$dir/server.log" -cp "$lib/*")

running() { pid_alive "$dir/pid" "$dir/server.properties"; }

format() {
    local id
    # A cluster id that began with "-" would be read as an option.
    id=J$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | cut -c 2-22)
    "${java_command[@]}" kafka.tools.StorageTool format -t "$id" -c "$dir/server.properties" --ignore-formatted \
        > "$dir/format.log" 2>&1 ||
        { tail -n 20 "$dir/format.log" >&2; fail "Kafka's storage could not be formatted"; }
}

# Serving means: the port answers and the broker has said so in its log since this start.
wait_until_serving() {
    local pid=$1 port=$2 from=$3 tenths
    for tenths in $(seq 600); do
        if answers "$port" && tail -n "+$((from + 1))" "$dir/server.log" | grep -c 'Kafka Server started'; then
            return
        fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 20 "$dir/server.out" "$dir/server.log" >&2 || true
    fail "Kafka did not start; its log is $dir/server.log"
}

start() {
    local port controller pid lines=0
    if running > /dev/null; then say "Kafka already runs on 127.0.0.1:$(cat "$dir/port")"; return; fi
    fetch > /dev/null
    command -v "$java" > /dev/null || fail "Java 17 is not installed (package openjdk-17-jre-headless)"
    mkdir -p "$dir"
    port=$(port_for "$dir/port")
    controller=$(port_for "$dir/controller.port")
    write_settings "$port" "$controller"
    if [ ! -e "$dir/data/meta.properties" ]; then format; fi
    [ ! -e "$dir/server.log" ] || lines=$(wc -l < "$dir/server.log")
    # Its own session, so that Ctrl-C in the starting terminal does not end it; no lock of tools/dev stays open in it.
    setsid "${java_command[@]}" kafka.Kafka "$dir/server.properties" < /dev/null > "$dir/server.out" 2>&1 8>&- 9>&- &
    pid=$!
    printf '%s\n' "$pid" > "$dir/pid"
    wait_until_serving "$pid" "$port" "$lines" > /dev/null
    say "Kafka runs on 127.0.0.1:$port"
}

stop() {
    local pid
    if pid=$(running); then
        if [ "$1" = kill ]; then kill -KILL "$pid"; else end_process "$pid" 30; fi
    fi
    rm -f "$dir/pid"
    say "Kafka is stopped"
}

status() {
    local pid
    if ! pid=$(running); then say "Kafka is stopped"; return 3; fi
    say "Kafka runs on 127.0.0.1:$(cat "$dir/port"), pid $pid"
}

case $action in
    fetch) fetch ;;
    start) start ;;
    stop) stop term ;;
    kill) stop kill ;;
    status) status ;;
    port) cat "$dir/port" ;;
    *) usage ;;
esac
