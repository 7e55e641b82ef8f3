// 我的窗口: its pad, or the question which window this is.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { zhConsole } from '../../text/zh-console.ts';
import { ChooseWindow } from './choose-window.tsx';
import { useHall, useOwnRow } from './hall.ts';
import { WindowPad } from './window-pad.tsx';

const text = zhConsole.choose;

export function MyWindow() {
  const row = useOwnRow();
  const last = useSignal<number | null>(null);
  const now = row?.window ?? null;
  useEffect(() => {
    if (now !== null) last.value = now;
  }, [now, last]);
  if (row) return <WindowPad key={row.window} row={row} />;
  return (
    <>
      {last.value !== null && <Lost window={last.value} />}
      <ChooseWindow />
    </>
  );
}

/** It was closed, or somebody else took it over: here or on another page. */
function Lost({ window }: { window: number }) {
  const row = useHall().tickets.windows.find((one) => one.window === window);
  return (
    <p class="note note-plain" role="status">
      {row?.clerk ? text.takenOver(window, row.clerk) : text.closed(window)}
    </p>
  );
}
