// Keeps the screen on while a session runs: a host's phone that goes dark in the middle of a sentence has to be unlocked first.
import { useEffect } from 'preact/hooks';

export function useAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
      // Refused when the battery is low: then it goes dark as usual.
      navigator.wakeLock.request('screen').then(
        (sentinel) => {
          lock = sentinel;
          if (over) release();
        },
        () => {},
      );
    };
    const release = () => void lock?.release().catch(() => {});
    ask();
    // A tab that was away has lost it.
    document.addEventListener('visibilitychange', ask);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', ask);
      release();
    };
  }, [wanted]);
}
