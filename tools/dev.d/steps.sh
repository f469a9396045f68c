# Steps of tools/dev (sourced, Bash): each runs with its output in a log file, shows how long it takes, and on failure
# shows the end of that log. A step must be safe to run again: that is how the next run resumes. Steps may run side by
# side.
#   step NAME TITLE COMMAND…     runs it and waits
#   job NAME TITLE COMMAND…      starts it;  await NAME  waits for it
# Needs: logs (folder).

declare -A job_pid=() job_title=() job_start=()

if [ -t 1 ]; then terminal=1; else terminal=; fi

now_ms() { printf '%s' "$(($(date +%s%N) / 1000000))"; }

# seconds MILLISECONDS: "3.4 s", "75 s"
seconds() {
    if [ "$1" -lt 10000 ]; then
        printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100))
    else
        printf '%d s' $(($1 / 1000))
    fi
}

job() {
    local name=$1 title=$2
    shift 2
    mkdir -p "$logs"
    job_title[$name]=$title
    job_start[$name]=$(now_ms)
    # Job control gives each job a process group, so that an interrupted run can end it with all its children.
    set -m
    (
        set +m -euo pipefail
        trap - EXIT INT TERM
        "$@"
    ) < /dev/null > "$logs/$name.log" 2>&1 &
    job_pid[$name]=$!
    set +m
}

# How far a job is: ninja's last "[12/80]", if its log has one.
progress() { tail -c 4000 "$logs/$1.log" 2>/dev/null | grep -aoE '\[[0-9]+/[0-9]+\]' | tail -n 1 || true; }

await() {
    local name=$1 pid=${job_pid[$1]} title=${job_title[$1]} start=${job_start[$1]} rc=0 shown=20000 elapsed
    while kill -0 "$pid" 2>/dev/null; do
        elapsed=$(($(now_ms) - start))
        if [ -n "$terminal" ]; then
            printf '\r\033[K  … %s  %s  %s' "$title" "$(seconds "$elapsed")" "$(progress "$name")"
        elif [ "$elapsed" -ge "$shown" ]; then
            printf '  … %s  %s  %s\n' "$title" "$(seconds "$elapsed")" "$(progress "$name")"
            shown=$((elapsed + 30000))
        fi
        sleep 0.2
    done
    wait "$pid" || rc=$?
    unset "job_pid[$name]"
    elapsed=$(($(now_ms) - start))
    [ -z "$terminal" ] || printf '\r\033[K'
    if [ "$rc" = 0 ]; then
        printf '  ✓ %s  %s\n' "$title" "$(seconds "$elapsed")"
        return
    fi
    printf '  ✗ %s  %s\n\n' "$title" "$(seconds "$elapsed")"
    tail -n 30 "$logs/$name.log" | sed 's/^/    /'
    printf '\nThe whole log: %s\nRun the same command again to go on from here.\n' "$logs/$name.log"
    exit 1
}

step() {
    job "$@"
    await "$1"
}

# Ends what this run started and has not awaited; services that already serve are left alone.
end_jobs() {
    local name
    for name in "${!job_pid[@]}"; do
        kill -TERM -- "-${job_pid[$name]}" 2>/dev/null || true
    done
}
