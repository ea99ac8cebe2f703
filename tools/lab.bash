# Checks in a real systemd that tools/sdlab boots; for tools/systemd-test and tools/deb-test, which set
# `lab`, the instance's name, and source this.
# shellcheck shell=bash
passed=0
failed=0
tool=$(basename "$0")

say() { printf '%s: %s\n' "$tool" "$*"; }

if [ "$(id -u)" != 0 ]; then
  say "error: needs root, for namespaces and cgroups" >&2
  exit 1
fi

in_lab() { tools/sdlab sh "$lab" "$*"; }
put() { in_lab "mkdir -p $(dirname "$1") && cat >$1 && chmod ${2:-644} $1"; }

# check NAME COMMAND...: the command runs in the lab, and its status decides.
check() {
  local name=$1 output
  shift
  if output=$(in_lab "set -euo pipefail; $*" 2>&1); then
    passed=$((passed + 1))
    printf 'ok     %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$name"
    printf '         $ %s\n' "$*"
    printf '%s\n' "$output" | sed 's/^/         /'
  fi
}

# Blocks until the unit's journal has a line; the time limit only ever fails.
journal_says="timeout 60 /usr/local/bin/journal-says"

# begin ROOT: boots an instance, with what the checks use in it.
begin() {
  tools/sdlab up "$lab" "$1"
  put /usr/local/bin/journal-says 755 <<'SH'
#!/bin/bash
# journal-says TEXT [CURSOR]: grep ends as soon as it has found it. UNIT is another than convened.
exec grep -m1 -F -- "$1" < <(journalctl -q -f --no-tail -o cat -u "${UNIT:-convened}" ${2:+--after-cursor="$2"})
SH
  put /usr/local/bin/journal-cursor 755 <<'SH'
#!/bin/bash
journalctl -q -u convened -n 0 --show-cursor | sed -n 's/^-- cursor: //p'
SH
}

# For `trap … EXIT`: what the journal says of a failure, and the instance is gone.
end() {
  local code=$?
  if [ -e "${SDLAB_BASE:-${TMPDIR:-/tmp}/sdlab}/$lab/leader" ]; then
    if [ "$failed" != 0 ] || [ "$code" != 0 ]; then
      in_lab "journalctl -u convened --no-pager -o short-iso | tail -n 60" || true
    fi
    tools/sdlab down "$lab" || true
  fi
}
