// A live stream of the house, played inside a page. Whoever looks always knows what is going on: a picture, or a sentence on
// the last one, never a black hole.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { zhPlayer as text } from '../../text/zh-player.ts';
import { Button } from '../button.tsx';
import { fadeVolume } from './fade.ts';
import { createPlayer, type Player } from './player.ts';
import './live-player.css';

export interface LivePlayerProps {
  url: string;
  muted: boolean;
  /** 0 to 1, reached by a short fade: down within a tenth of a second. */
  volume?: number;
  /** PROGRAM-DATE-TIME at the playhead, ms since 1970; null: the stream has none, or the picture stands still. */
  onTime?: (programMs: number | null) => void;
}

export function LivePlayer({ url, muted, volume = 1, onTime }: LivePlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const tell = useRef(onTime);
  tell.current = onTime;
  const player = useSignal<Player | null>(null);

  useEffect(() => {
    const screen = video.current;
    if (!screen) return;
    const made = createPlayer({
      video: screen,
      url,
      beforeRebuild: () => keepFrame(screen, still.current),
      onTime: (programMs) => tell.current?.(programMs),
    });
    player.value = made;
    made.start();
    return () => {
      made.stop();
      player.value = null;
      tell.current?.(null);
    };
  }, [url, player]);
  useEffect(() => player.value?.setMuted(muted), [muted, player.value]);
  useEffect(() => {
    if (video.current) return fadeVolume(video.current, volume);
  }, [volume]);

  const state = player.value?.state.value ?? 'connecting';
  const blocked = player.value?.soundBlocked.value && !muted;
  return (
    <div class={`live-player live-${state}`}>
      <canvas class="live-still" ref={still} />
      <video
        ref={video}
        muted
        playsInline
        disablePictureInPicture
        disableRemotePlayback
        aria-label={text.video}
      />
      {state !== 'playing' && (
        <p class="live-says" role="status">
          {text.says[state]}
        </p>
      )}
      {blocked && state === 'playing' && (
        <div class="live-unblock">
          <Button onTap={() => player.value?.setMuted(false)}>{text.unblock}</Button>
        </div>
      )}
    </div>
  );
}

/** A video that is taken apart turns empty: its last picture stays until the next one comes. */
function keepFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement | null): void {
  if (!canvas || video.videoWidth === 0) return;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
}
