// Whether live news are missing, and why: no machine, or a stream that it refuses.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useStaff } from '../staff.ts';

/** A blink of the network is nobody's business. */
const PATIENCE_MS = 3000;
const ASK_EVERY_MS = 3000;
export type CutOff = 'unreachable' | 'refused';

/** While cut off it asks for the session: one that is over ends the page, whatever the stream says. */
export function useCutOff(): CutOff | null {
  const { live, sessions } = useStaff();
  const cutOff = useSignal<CutOff | null>(null);
  const before = useRef(false);
  const connected = live.connected.value;
  useEffect(() => {
    if (connected) {
      before.current = true;
      cutOff.value = null;
      return;
    }
    let timer = 0;
    let gone = false;
    const ask = async () => {
      const answered = await sessions.check();
      if (gone) return;
      cutOff.value = answered ? 'refused' : 'unreachable';
      timer = window.setTimeout(ask, ASK_EVERY_MS);
    };
    // At once too: a session that ended takes its stream along, and names must not stay on the screen.
    if (before.current) sessions.check();
    timer = window.setTimeout(ask, PATIENCE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [connected, sessions, cutOff]);
  return cutOff.value;
}
