// A short tone and a buzz when an order comes in, on this device only and only if somebody switched it on: the host's phone is
// often the camera, and what it sounds is heard by everybody.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const KEY = 'order-bell';
const HERTZ = 1046;
const LASTS_S = 0.18;
const LOUDNESS = 0.3;
const BUZZ_MS = 120;

export function useOrderBell(newestOrderId: string | null): Signal<boolean> {
  const on = useSignal(localStorage.getItem(KEY) === 'on');
  const known = useRef(newestOrderId);
  useEffect(() => {
    localStorage.setItem(KEY, on.value ? 'on' : 'off');
  }, [on.value]);
  useEffect(() => {
    const fresh = newestOrderId !== null && newestOrderId !== known.current;
    known.current = newestOrderId;
    if (fresh && on.value) ring();
  }, [newestOrderId, on]);
  return on;
}

/** A browser that lets nothing sound yet stays silent: the order stands on the page anyway. */
function ring(): void {
  if ('vibrate' in navigator) navigator.vibrate(BUZZ_MS);
  const context = new AudioContext();
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = HERTZ;
  gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + LASTS_S);
  tone.connect(gain).connect(context.destination);
  tone.onended = () => void context.close().catch(() => {});
  tone.start();
  tone.stop(context.currentTime + LASTS_S);
}
