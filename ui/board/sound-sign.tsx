// Why the board is silent, in a few words, and the one thing to touch where the browser keeps it so.
import { Button } from '../kit/button.tsx';
import { zhBoard as text } from '../text/zh-board.ts';
import { TEST_ID } from './voice/speaker.ts';
import type { Voice } from './voice/voice.ts';

export function SoundSign({ voice }: { voice: Voice }) {
  const state = voice.state.value;
  if (voice.saying.value === TEST_ID) return <span class="board-chip">{text.testing}</span>;
  if (state === 'ready' || state === 'blocked') return null;
  return <span class="board-chip">{text.silent[state]}</span>;
}

export function SoundBlocked({ voice }: { voice: Voice }) {
  if (voice.state.value !== 'blocked') return null;
  return (
    <div class="sound-blocked" role="status">
      <span>{text.blocked}</span>
      <Button look="go" onTap={voice.unblock}>
        {text.unblock}
      </Button>
    </div>
  );
}
