// Turns a video up or down within a moment: a jump in loudness clicks, and frightens.

const STEP_MS = 10;
/** Fast enough that the first word of a call is heard, slow enough not to click. */
const DOWN_MS = 60;
const UP_MS = 500;

/** Returns how to stop on the way. */
export function fadeVolume(video: HTMLVideoElement, to: number): () => void {
  const from = video.volume;
  const lastsMs = to < from ? DOWN_MS : UP_MS;
  const beganMs = performance.now();
  const timer = window.setInterval(() => {
    const part = Math.min((performance.now() - beganMs) / lastsMs, 1);
    video.volume = from + (to - from) * part;
    if (part === 1) clearInterval(timer);
  }, STEP_MS);
  return () => clearInterval(timer);
}
