// Asks the stream's server how it is, before a video is built on it: the playlist is small, and its answer says more than
// the player's errors.
import { isDecodable, readPlaylist } from './playlist.ts';
import type { Trouble } from './recovery.ts';

/** `edge`: the list of segments; as long as it stays the same, nothing new has come. */
export type Look =
  | { readonly kind: 'ready'; readonly edge: string }
  | { readonly kind: Extract<Trouble, 'notFound' | 'unreachable' | 'codec'> };

/** A server that has just been asked for a stream first cuts its segments. */
const TIMEOUT_MS = 10_000;

export async function lookAt(url: string): Promise<Look> {
  const first = await ask(url);
  if (typeof first !== 'string') return first;
  const { variants } = readPlaylist(first) ?? {};
  // Something answers, but it is no stream: a server that is still starting.
  if (variants === undefined) return { kind: 'notFound' };
  if (variants === null) return { kind: 'ready', edge: first };
  const playable = variants.find((variant) => isDecodable(variant, canPlay));
  if (!playable) return { kind: 'codec' };
  const edge = await ask(new URL(playable.uri, new URL(url, location.href)).href);
  return typeof edge === 'string' ? { kind: 'ready', edge } : edge;
}

async function ask(url: string): Promise<string | { kind: 'notFound' | 'unreachable' }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, { cache: 'no-store', signal });
    if (response.ok) return await response.text();
    return { kind: response.status === 404 ? 'notFound' : 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

function canPlay(type: string): boolean {
  return typeof MediaSource === 'undefined' || MediaSource.isTypeSupported(type);
}
