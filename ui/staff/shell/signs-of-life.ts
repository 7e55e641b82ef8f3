// Reading and scrolling are work too: a session must not end by idleness under somebody's eyes.
import { useEffect } from 'preact/hooks';
import { get } from '../../kit/api.ts';

const TELL_EVERY_MS = 60_000;
const EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** Any cheap request prolongs the session, except those that pages make by themselves. */
export function useSignsOfLife(): void {
  useEffect(() => {
    let toldAt = performance.now();
    const tell = () => {
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      get('/api/setup');
    };
    const options = { passive: true };
    for (const event of EVENTS) document.addEventListener(event, tell, options);
    return () => {
      for (const event of EVENTS) document.removeEventListener(event, tell);
    };
  }, []);
}
