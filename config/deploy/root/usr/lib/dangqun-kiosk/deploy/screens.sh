#!/bin/sh
# screens.sh DIRECTORY: starts sway as screens.env says (TOUCH_OUTPUT TOUCH_ROTATION BOARD_OUTPUT BOARD_ROTATION KEYBOARD).
# Its socket and its configuration lie in the directory.
# A wrong value is named in the log and left out: a screen that is turned wrong is better than none.
set -eu
export XDG_RUNTIME_DIR="$1"

# output NAME: the value of a variable, if it is the name of a connector.
output() {
    eval "value=\${$1:-}"
    case $value in
    *[!A-Za-z0-9-]*)
        echo "screens.env: $1=$value 不是接口的名字 (no name of an output)" >&2
        value=
        ;;
    esac
    printf %s "$value"
}

rotation() {
    eval "value=\${$1:-0}"
    case $value in
    0) value=normal ;;
    90 | 180 | 270) ;;
    *)
        echo "screens.env: $1=$value 应为 0、90、180、270 (should be 0, 90, 180 or 270)" >&2
        value=normal
        ;;
    esac
    printf %s "$value"
}

touch_output=$(output TOUCH_OUTPUT)
board_output=$(output BOARD_OUTPUT)
if [ -n "$board_output" ] && [ -z "$touch_output" ]; then
    echo 'screens.env: 有 BOARD_OUTPUT，也要填 TOUCH_OUTPUT (TOUCH_OUTPUT is missing)' >&2
fi
case ${KEYBOARD:-off} in
on) keyboard=enabled ;;
*) keyboard=disabled ;;
esac
config=$XDG_RUNTIME_DIR/sway.conf

# No key binding, no bar, no background: nothing but the two windows.
cat >"$config" <<END
xwayland disable
swaynag_command -
default_border none
focus_follows_mouse no
focus_on_window_activation none
seat * hide_cursor 3000
# Without this, Ctrl+Alt+F2 leads to a login prompt.
input type:keyboard {
    xkb_options srvrkeys:none
    events $keyboard
}
output ${touch_output:-*} transform $(rotation TOUCH_ROTATION)
# The panel turns with its screen.
input type:touch map_to_output ${touch_output:-*}
assign [app_id="^dangqun-touch$"] workspace touch
assign [app_id="^dangqun-board$"] workspace board
for_window [app_id="^dangqun-"] fullscreen enable
END
if [ -n "$board_output" ]; then
    cat >>"$config" <<END
output $board_output transform $(rotation BOARD_ROTATION)
workspace board output $board_output
END
fi
if [ -n "$touch_output" ]; then
    echo "workspace touch output $touch_output" >>"$config"
fi
# Last: what visitors touch is what is seen when both share a screen.
echo 'workspace touch' >>"$config"
exec sway --config "$config"
