#!/usr/bin/env bash
# Install the built Debian package, use it, remove it, and check that nothing is left. Needs root.
set -euo pipefail
cd "$(dirname "$0")/.."

NAME=caregiver-organizer
package=$(ls dist/${NAME}_*.deb)
work=$(mktemp -d)
window_process=""

finish() {
    [ -z "$window_process" ] || kill "$window_process" 2>/dev/null || true
    # Never leave the package behind, whatever failed.
    dpkg --purge "$NAME" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

# A home of its own, so that nobody's settings are touched.
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_DATA_HOME="$work/home/data"
export CAREGIVER_HOME="$work/home/caregiver" XDG_RUNTIME_DIR="$work/run" LC_ALL=C.UTF-8
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

! dpkg -s "$NAME" >/dev/null 2>&1 || fail "$NAME is already installed; remove it first"
echo "Installing $package"
if ! dpkg -i "$package" >"$work/install.log" 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -f >>"$work/install.log" 2>&1 ||
        { cat "$work/install.log"; fail "the package does not install"; }
fi
dpkg -L "$NAME" >"$work/files"

echo "Using the command line"
cd "$work"
caregiver --help >/dev/null || fail "caregiver --help"
caregiver --file "$work/try.care" new --sample >/dev/null || fail "a sample care file"
caregiver --file "$work/try.care" check >/dev/null || fail "checking the care file"
caregiver --file "$work/try.care" summary --visit next --out "$work/try.pdf" >/dev/null ||
    fail "the visit summary"
[ "$(head -c 5 "$work/try.pdf")" = "%PDF-" ] || fail "the visit summary is no PDF"

echo "Opening the window"
show_window() {
    if command -v Xvfb >/dev/null && command -v xdotool >/dev/null; then
        xvfb-run -a bash -c '
            QT_QPA_PLATFORM=xcb caregiver-organizer "$0" >"$1/window.log" 2>&1 &
            for _ in $(seq 60); do
                if xdotool search --onlyvisible --name "Caregiver Organizer" >/dev/null 2>&1; then
                    kill $!
                    exit 0
                fi
                kill -0 $! 2>/dev/null || exit 1
                sleep 0.5
            done
            kill $!
            exit 1' "$work/try.care" "$work"
    else
        # Without a display server: the program must come up and stay up.
        QT_QPA_PLATFORM=offscreen caregiver-organizer "$work/try.care" >"$work/window.log" 2>&1 &
        window_process=$!
        sleep 5
        kill -0 "$window_process"
    fi
}
show_window || { cat "$work/window.log"; fail "the window does not open"; }

echo "Removing"
cd /
dpkg --purge "$NAME" >/dev/null 2>&1 || fail "the package cannot be removed"
while read -r path; do
    # Folders shared with other packages stay.
    if [ -f "$path" ] || [ -L "$path" ]; then fail "$path is left behind"; fi
done <"$work/files"
[ ! -e "/usr/lib/$NAME" ] || fail "/usr/lib/$NAME is left behind"
echo "The package installs, works and leaves nothing behind."
