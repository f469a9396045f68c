# Shared by the recipes of this folder and by tools/dev (sourced, Bash): ports, processes and messages, with nothing but
# coreutils and awk.

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# port_in_use PORT: somebody on this machine listens there, over IPv4 or IPv6. Connections that a killed service left in
# TIME_WAIT do not count: it may listen again at once, and its clients look for it on the same port.
port_in_use() {
    local hex
    hex=$(printf ':%04X' "$1")
    awk -v port="$hex" '$2 ~ port "$" && $4 == "0A" { found = 1 } END { exit !found }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# port_for FILE: prints the port that FILE remembers. If there is none, or another program has taken it meanwhile, one
# is chosen below the kernel's ephemeral range and remembered. Call it only while the service itself is down.
port_for() {
    local file=$1 port= try
    [ ! -s "$file" ] || port=$(cat "$file")
    for try in $(seq 200); do
        if [[ $port =~ ^[0-9]+$ ]] && ! port_in_use "$port"; then
            mkdir -p "$(dirname "$file")"
            printf '%s\n' "$port" > "$file.new" && mv "$file.new" "$file"
            printf '%s\n' "$port"
            return
        fi
        port=$((20000 + SRANDOM % 12000))
    done
    fail "no free TCP port between 20000 and 32000 on 127.0.0.1"
}

# answers PORT: a TCP connection to 127.0.0.1:PORT succeeds.
answers() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# pid_alive FILE WORD: prints the pid in FILE if that process runs and WORD is one of its arguments. A pid alone proves
# nothing: after a crash the number may belong to a stranger.
pid_alive() {
    local pid
    [ -s "$1" ] || return 1
    pid=$(cat "$1")
    [[ $pid =~ ^[0-9]+$ ]] || return 1
    tr '\0' '\n' < "/proc/$pid/cmdline" 2>/dev/null | grep -qxF -- "$2" || return 1
    printf '%s\n' "$pid"
}

# end_process PID SECONDS: SIGTERM, and SIGKILL if it has not ended after SECONDS.
end_process() {
    local pid=$1 tenths=$(($2 * 10))
    kill -TERM "$pid" 2>/dev/null || return 0
    while [ "$tenths" -gt 0 ]; do
        kill -0 "$pid" 2>/dev/null || return 0
        # A zombie waits for a parent that may never ask (a container without init): it has ended all the same.
        [ "$(awk '{ sub(/^.*\) /, ""); print $1 }' "/proc/$pid/stat" 2>/dev/null)" != Z ] || return 0
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -KILL "$pid" 2>/dev/null || true
}
