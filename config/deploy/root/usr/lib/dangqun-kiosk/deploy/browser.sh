#!/bin/sh
# browser.sh touch|board ORIGIN [FLAG …]: one full-screen Chromium in the session of screens.sh.
set -eu
screen=$1
origin=$2
shift 2
case $screen in
touch) url=$origin/ ;;
board) url=$origin/board ;;
*) exit 64 ;;
esac
# The session may still be on its way up.
until [ -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" ]; do sleep 0.2; done
# --class names the window for screens.sh. --password-store: there is no keyring to ask. --autoplay-policy: the board speaks
# without having been touched.
exec chromium \
    --ozone-platform=wayland --class="dangqun-$screen" --user-data-dir="$HOME/profile" \
    --kiosk --noerrdialogs --no-first-run --no-default-browser-check --hide-crash-restore-bubble \
    --disable-pinch --overscroll-history-navigation=0 --disable-features=OverscrollHistoryNavigation,Translate \
    --autoplay-policy=no-user-gesture-required --password-store=basic --disable-component-update --lang=zh-CN \
    "$@" "$url"
