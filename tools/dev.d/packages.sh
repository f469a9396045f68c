# Debian packages that tools/dev needs (sourced, Bash): installed only where missing, only those of the task at hand.

build_packages=(
    g++ cmake ninja-build ccache pkg-config
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev
    libpqxx-dev librdkafka-dev libfmt-dev libspdlog-dev libcli11-dev libtomlplusplus-dev libutf8proc-dev libssl-dev
    prometheus-cpp-dev libgoogle-perftools-dev
)
run_packages=(postgresql-15 openjdk-17-jre-headless maven openssl)
test_packages=(
    libgtest-dev libgmock-dev librapidcheck-dev faketime python3 python3-pytest python3-jsonschema python3-yaml
    prometheus python3-venv
)
# Only where the two commands are missing: a Node.js from elsewhere excludes Debian's npm.
node_packages=(nodejs npm)
# clang-tidy 14 reads our settings too, but its compiler does not know std::source_location with GCC 12's library.
lint_packages=(clang-tidy-16 clang-format python3 python3-yaml)
# libFuzzer is clang's, and llvm's symbolizer makes its reports readable; for `test --long` only.
long_packages=(clang-14 libclang-rt-14-dev llvm-14)

# missing_packages NAME…: prints those that are not installed.
missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
    done
}

have_packages() { [ -z "$(missing_packages "$@")" ]; }

# ensure_packages NAME…: a step that installs what is missing. Asks for sudo once, before the step, so that the question
# can be seen.
ensure_packages() {
    local missing
    if ! command -v dpkg-query > /dev/null; then
        say "This is not Debian; the following must be there already: $*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" = 0 ]; then return; fi
    ask_for_root "${missing[@]}"
    step packages "Debian packages (${#missing[@]} missing)" install_packages "${missing[@]}"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

ask_for_root() {
    if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then return; fi
    say "Some Debian packages are missing; installing them is the only thing that needs root:"
    say "  apt-get install --no-install-recommends $*"
    command -v sudo > /dev/null && [ -t 0 ] ||
        fail "not root, and sudo cannot ask here: install these packages and run this again"
    sudo -v || fail "without root the packages cannot be installed"
}

install_packages() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
    # An installation that was interrupted leaves packages half configured.
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
    as_root "${apt[@]}" update
    # We run a private cluster: Debian's own, on port 5432, would only be in the way.
    if ! [ -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common
        printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf
    fi
    # Of prometheus we want promtool and no server: a unit that is masked before is neither started nor enabled. (Where
    # there is no systemd and no policy-rc.d, Debian's script starts it all the same: it idles on port 9090, unused.)
    if [[ " $* " = *" prometheus "* ]] && ! [ -e /etc/systemd/system/prometheus.service ]; then
        as_root mkdir -p /etc/systemd/system
        as_root ln -sf /dev/null /etc/systemd/system/prometheus.service
    fi
    as_root "${apt[@]}" install --no-install-recommends "$@"
}
