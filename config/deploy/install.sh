#!/bin/sh
# Installs the kiosk and what it needs from this folder, without a network: sudo sh install.sh
# Only what the machine lacks is taken; newer packages that it has stay.
set -eu
if [ "$(id -u)" != 0 ]; then
    echo '请这样运行：sudo sh install.sh (run it as root)' >&2
    exit 1
fi
folder=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
# [trusted=yes]: whoever carries the stick vouches for it, and for this script.
echo "deb [trusted=yes] file:$(printf %s "$folder" | sed 's/ /%20/g') ./" >"$work/sources.list"

# The machine's own sources are left alone, and not asked.
offline() {
    DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root "$@"
}
offline update
# The same version once more is a repair.
offline install -y --no-install-recommends --reinstall dangqun-kiosk
