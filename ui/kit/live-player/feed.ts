// One hls.js on one video element, from attaching to destroying. What it cannot mend by itself it reports.
import type Hls from 'hls.js';
import type { ErrorData, HlsConfig } from 'hls.js';
import type { Trouble } from './recovery.ts';

export interface Feed {
  /** PROGRAM-DATE-TIME at the playhead, ms since 1970; null: the stream has none. */
  programMs(): number | null;
  repair(): void;
  stop(): void;
}
export interface FeedOptions {
  readonly video: HTMLVideoElement;
  readonly url: string;
  readonly onReady: () => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Short of patience: what lasts longer is the ladder's affair. */
const RETRY = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1_000 };
const POLICY = {
  default: {
    maxTimeToFirstByteMs: 8_000,
    maxLoadTimeMs: 15_000,
    timeoutRetry: { ...RETRY, maxNumRetry: 1 },
    errorRetry: RETRY,
  },
};
const CONFIG: Partial<HlsConfig> = {
  // A worker from a blob: needs a hole in the security policy; a second of video takes milliseconds.
  enableWorker: false,
  // Whole segments: a hall does not mind two seconds, and low latency stutters on a weak wireless link.
  lowLatencyMode: false,
  // Played video is thrown away; by default it is kept for ever.
  backBufferLength: 30,
  maxBufferLength: 30,
  liveSyncDurationCount: 3,
  // Further behind than that it jumps to the live edge, otherwise it catches up unnoticed.
  liveMaxLatencyDurationCount: 8,
  maxLiveSyncPlaybackRate: 1.05,
  manifestLoadPolicy: POLICY,
  playlistLoadPolicy: POLICY,
  fragLoadPolicy: POLICY,
};
const CODEC_ERRORS: readonly string[] = [
  'manifestIncompatibleCodecsError',
  'bufferAddCodecError',
  'bufferIncompatibleCodecsError',
];

/**
 * With hls.js always, where the browser has Media Source Extensions: Chromium's own HLS stops at what hls.js survives.
 * Its whole build, not the light one, which is silent on MediaMTX: there the sound is a playlist of its own.
 */
export async function openFeed(options: FeedOptions): Promise<Feed | null> {
  const { default: HlsClass } = await import('hls.js');
  if (HlsClass.isSupported()) return hlsFeed(HlsClass, options);
  return options.video.canPlayType('application/vnd.apple.mpegurl') ? nativeFeed(options) : null;
}

function hlsFeed(HlsClass: typeof Hls, { video, url, onReady, onTrouble }: FeedOptions): Feed {
  const hls = new HlsClass(CONFIG);
  hls.on(HlsClass.Events.MANIFEST_PARSED, onReady);
  hls.on(HlsClass.Events.ERROR, (_name, data) => {
    if (data.fatal) onTrouble(troubleOf(data));
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    programMs: () => hls.playingDate?.getTime() ?? null,
    repair: () => hls.recoverMediaError(),
    stop: () => hls.destroy(),
  };
}

function troubleOf({ type, details, response }: ErrorData): Trouble {
  if (CODEC_ERRORS.includes(details)) return 'codec';
  if (type !== 'networkError') return 'media';
  return response?.code === 404 ? 'notFound' : 'unreachable';
}

function nativeFeed({ video, url, onReady, onTrouble }: FeedOptions): Feed {
  const fail = () => onTrouble('unreachable');
  video.addEventListener('loadedmetadata', onReady);
  video.addEventListener('error', fail);
  video.src = url;
  return {
    programMs: () => null,
    repair: () => video.load(),
    stop() {
      video.removeEventListener('loadedmetadata', onReady);
      video.removeEventListener('error', fail);
      video.removeAttribute('src');
      video.load();
    },
  };
}
