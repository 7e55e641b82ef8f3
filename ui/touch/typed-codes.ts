// Codes from a scanner that types like a keyboard: what a touchscreen elsewhere in the hall can have, where none is wired to the
// kiosk. The text of a code that is not ours stays here; whether one is ours, the server says by its signature.
import type { CodeScannedMoment } from '../../devices/schema.ts';

/** Ours begin with DQ1, links on slips with https: nothing else on this screen is answered by a letter. */
const FIRST = /^[Dh]$/;
const OURS = /^(?:https:\/\/\S+\/t\/(?=DQ1\.t\.))?(DQ1\.([tmo])\.[\w-]+\.[\w-]+)$/;
const LONGEST = 256;
/** A scanner types a key every few milliseconds. */
const PAUSE_MS = 500;

/** Returns how to stop listening. */
export function followTypedCodes(onCode: (code: CodeScannedMoment) => void): () => void {
  let typed = '';
  let lastAt = 0;

  function press(event: KeyboardEvent): void {
    const { key, timeStamp, target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    if (timeStamp - lastAt > PAUSE_MS || typed.length > LONGEST) typed = '';
    if (typed === '' && !FIRST.test(key)) return;
    lastAt = timeStamp;
    // The digits of a code are no part of a phone number, nor its Enter a tap.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key === 'Enter') {
      const text = typed;
      typed = '';
      onCode(codeOf(text));
    } else if (key.length === 1) typed += key;
  }

  window.addEventListener('keydown', press, { capture: true });
  return () => window.removeEventListener('keydown', press, { capture: true });
}

function codeOf(text: string): CodeScannedMoment {
  const [, code, letter] = OURS.exec(text) ?? [];
  if (code === undefined) return { code: '', kind: 'unknown' };
  return { code, kind: letter === 't' ? 'ticket' : letter === 'o' ? 'order' : 'member' };
}
