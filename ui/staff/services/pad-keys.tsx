// The keys of the pad, each with the function key that does the same.
import type { ComponentChildren } from 'preact';
import type { WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { HOTKEYS } from './hotkeys.ts';
import type { PadSteps } from './pad-steps.ts';
import type { Asking } from './window-pad.tsx';

const text = zhConsole.pad;

export interface PadKeysProps {
  row: WindowRow;
  steps: PadSteps;
  ask: (what: Asking) => void;
}

export function PadKeys({ row, steps, ask }: PadKeysProps) {
  const { ticket, paused } = row;
  const running = steps.running.value;
  const isCalled = ticket?.state === 'called';
  return (
    <div class="pad-keys">
      <Key
        look="go"
        hotkey={HOTKEYS.next}
        disabled={paused !== null}
        busy={running === 'next'}
        onTap={steps.next}
      >
        {text.next}
      </Key>
      <Key hotkey={HOTKEYS.again} disabled={!ticket} busy={running === 'again'} onTap={steps.again}>
        {text.again}
      </Key>
      <Key
        hotkey={HOTKEYS.start}
        disabled={!isCalled}
        busy={running === 'start'}
        onTap={steps.start}
      >
        {text.start}
      </Key>
      <Key hotkey={HOTKEYS.finish} disabled={!ticket} onTap={() => ask('finish')}>
        {text.finish}
      </Key>
      <Key
        hotkey={HOTKEYS.missed}
        disabled={!isCalled}
        busy={running === 'missed'}
        onTap={steps.missed}
      >
        {text.missed}
      </Key>
      <div class="pad-more">
        <Button disabled={!ticket} busy={running === 'hold'} onTap={steps.hold}>
          {text.hold}
        </Button>
        <Button disabled={!ticket} onTap={() => ask('transfer')}>
          {text.transfer}
        </Button>
        <Button disabled={paused !== null} onTap={() => ask('call')}>
          {text.outOfTurn}
        </Button>
      </div>
    </div>
  );
}

interface KeyProps {
  children: ComponentChildren;
  hotkey: string;
  onTap: () => void;
  look?: 'go' | 'plain';
  disabled?: boolean;
  busy?: boolean;
}

function Key({
  children,
  hotkey,
  look = 'plain',
  disabled = false,
  busy = false,
  onTap,
}: KeyProps) {
  return (
    <Button look={look} disabled={disabled} busy={busy} onTap={onTap}>
      {children} <kbd>{hotkey}</kbd>
    </Button>
  );
}
