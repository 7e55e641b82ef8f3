// The first question at a desk: which window is this?
import { useSignal } from '@preact/signals';
import type { WindowRow } from '../../../server/modules/services/page-schema.ts';
import { zhConsole } from '../../text/zh-console.ts';
import { useHall } from './hall.ts';
import { OpenWindow } from './open-window.tsx';

const text = zhConsole.choose;

export function ChooseWindow() {
  const { windows } = useHall().tickets;
  const chosen = useSignal<number | null>(null);
  const row = windows.find(({ window }) => window === chosen.value);
  const end = () => {
    chosen.value = null;
  };
  return (
    <section class="panel">
      <h2>{text.title}</h2>
      {windows.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <>
          <div class="windows">
            {windows.map((one) => (
              <button
                key={one.window}
                type="button"
                class="window-choice"
                onClick={() => {
                  chosen.value = one.window;
                }}
              >
                <b>{zhConsole.window(one.window)}</b>
                <small>{whoIsThere(one)}</small>
              </button>
            ))}
          </div>
          <p class="quiet">{text.hint}</p>
        </>
      )}
      {row && <OpenWindow row={row} onEnd={end} />}
    </section>
  );
}

function whoIsThere({ clerk, paused }: WindowRow): string {
  if (clerk === null) return text.free;
  const who = clerk === '' ? text.byPad : text.by(clerk);
  return paused ? `${who} · ${text.paused}` : who;
}
