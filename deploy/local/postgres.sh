#!/usr/bin/env bash
# A private PostgreSQL cluster in one folder: made on the first start, on a free port of 127.0.0.1, safe to start and
# stop twice.
#   postgres.sh start DIR     postgres.sh stop DIR      postgres.sh status DIR
#   postgres.sh kill DIR      stops without a checkpoint, as a crash would (the next start recovers)
#   postgres.sh remove DIR    stops it and deletes all its data
#   postgres.sh port DIR      postgres.sh dsn DIR [DATABASE]      for libpq, as the superuser "postgres"
# PostgreSQL refuses to run as root, so root runs it as the user postgres. Where that user cannot reach DIR (a checkout
# under a home folder of mode 700), the cluster lives in /var/tmp and DIR is a link to it. Connections from this machine
# are trusted without a password: it is a workbench, never a place for real decisions.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
. "$here/lib.sh"

usage() { sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
[ $# -ge 2 ] || usage
action=$1
named=$(realpath -ms "$2")
dir=$(realpath -m "$2")
database=${3:-postgres}

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# The programs of the version that made the cluster, else of the newest version installed.
find_programs() {
    local version=
    [ ! -s "$dir/data/PG_VERSION" ] || version=$(cat "$dir/data/PG_VERSION")
    bin=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -name "${version:-*}" 2>/dev/null | sort -V | tail -n 1)/bin
    version=${version:-15}
    [ -x "$bin/pg_ctl" ] || fail "PostgreSQL $version is not installed (package postgresql-$version)"
}

prepare_folder() {
    local parent place
    if [ -e "$dir/data/PG_VERSION" ]; then return; fi
    parent=$(dirname "$dir")
    mkdir -p "$parent"
    if [ "$(id -u)" = 0 ] && ! as_postgres test -x "$parent"; then
        place=/var/tmp/juece-$(printf '%s' "$dir" | sha256sum | cut -c 1-12)
        # The name can be guessed, so a folder that somebody else put there is not taken.
        mkdir -m 711 "$place" 2>/dev/null || [ "$(stat -c %U "$place")" = postgres ] ||
            fail "$place belongs to somebody else"
        [ ! -d "$dir" ] || [ -L "$dir" ] || rmdir "$dir"
        ln -sfn "$place" "$dir"
        dir=$place
    else
        mkdir -p "$dir"
    fi
    if [ "$(id -u)" = 0 ]; then chown postgres "$dir/"; fi
}

make_cluster() {
    if [ -e "$dir/complete" ]; then return; fi
    # An initdb that was interrupted leaves half a cluster, which nobody has used yet.
    rm -rf "$dir/data"
    as_postgres env LC_ALL=C.UTF-8 "$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --data-checksums > "$dir/initdb.log" 2>&1 ||
        { tail -n 20 "$dir/initdb.log" >&2; fail "initdb failed"; }
    as_postgres sh -c 'echo "include = '\''juece.conf'\''" >> "$1/data/postgresql.conf"' - "$dir"
    touch "$dir/complete"
}

# A reply means durable (fsync and synchronous_commit stay on); the rest only makes a small machine comfortable.
write_settings() {
    local port=$1 sockets=$dir/run
    # The address of a Unix socket has room for 107 bytes; a checkout may lie deeper than that.
    if [ "${#sockets}" -gt 85 ]; then
        sockets=
    else
        mkdir -p "$sockets"
        if [ "$(id -u)" = 0 ]; then chown postgres "$sockets"; fi
        chmod 700 "$sockets"
    fi
    cat > "$dir/juece.conf.new" <<EOF
# Written by deploy/local/postgres.sh at each start.
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$sockets'
max_connections = 100
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 256MB
wal_compression = on
max_wal_size = 2GB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
log_checkpoints = off
log_lock_waits = on
EOF
    if [ "$(id -u)" = 0 ]; then chown postgres "$dir/juece.conf.new"; fi
    mv "$dir/juece.conf.new" "$dir/data/juece.conf"
}

running() { [ -e "$dir/data/PG_VERSION" ] && as_postgres "$bin/pg_ctl" --pgdata="$dir/data" status > /dev/null 2>&1; }

start() {
    local port
    prepare_folder
    find_programs
    if running; then say "PostgreSQL already runs on 127.0.0.1:$(cat "$dir/port")"; return; fi
    make_cluster
    port=$(port_for "$dir/port")
    write_settings "$port"
    # No file of ours may stay open in the server: a lock held by tools/dev would outlive it.
    as_postgres "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait --timeout=60 start \
        < /dev/null > /dev/null 2>&1 8>&- 9>&- || { tail -n 20 "$dir/server.log" >&2; fail "PostgreSQL did not start"; }
    say "PostgreSQL runs on 127.0.0.1:$port"
}

stop() {
    if [ ! -e "$dir/data/PG_VERSION" ]; then say "PostgreSQL: no cluster in $dir"; return; fi
    find_programs
    if ! running; then say "PostgreSQL is stopped"; return; fi
    as_postgres "$bin/pg_ctl" --pgdata="$dir/data" --mode="$1" --wait --timeout=60 stop > /dev/null ||
        fail "PostgreSQL did not stop; see $dir/server.log"
    say "PostgreSQL is stopped"
}

status() {
    if [ ! -e "$dir/data/PG_VERSION" ]; then say "PostgreSQL: no cluster in $dir"; return 3; fi
    find_programs
    if ! running; then say "PostgreSQL is stopped"; return 3; fi
    say "PostgreSQL runs on 127.0.0.1:$(cat "$dir/port"), pid $(head -n 1 "$dir/data/postmaster.pid")"
}

remove() {
    stop immediate
    rm -rf "$dir"
    # What was named may be a link to it.
    rm -rf "$named"
}

cd /
case $action in
    start) start ;;
    stop) stop fast ;;
    kill) stop immediate ;;
    remove) remove ;;
    status) status ;;
    port) cat "$dir/port" ;;
    dsn) say "host=127.0.0.1 port=$(cat "$dir/port") user=postgres dbname=$database" ;;
    *) usage ;;
esac
