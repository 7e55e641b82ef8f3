// The pad of a window: its keys, the visitor's rating buttons, its display, and what it answered.
import { useSignal } from '@preact/signals';
import type { VirtualPadKey, VirtualPadReport } from '../../../devices/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { Plug, type TwinProps } from './plug.tsx';

const text = zhDesk.virtual;
const KEYS = Object.keys(text.padKeys) as VirtualPadKey[];
const PATH = '/api/devices/virtual/call-pad';
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] as const;
const MOST_DIGITS = 4;
/** The best first, as on the device. */
const GRADES = [5, 4, 3, 2, 1] as const;
type Grade = (typeof GRADES)[number];
interface Press {
  address: number;
  key: VirtualPadKey;
  digits?: number[];
}

export function VirtualCallPad(twin: TwinProps) {
  const { report, reload } = twin;
  const chosen = useSignal<number | null>(null);
  const said = useSignal('');
  const typed = useSignal<number[]>([]);
  const pressing = useCommand<Press, VirtualPadReport>();
  const rating = useCommand<{ address: number; grade: Grade }, VirtualPadReport>();
  const pads = report?.pads ?? [];
  const pad = pads.find(({ address }) => address === chosen.value) ?? pads[0];

  async function press(key: VirtualPadKey): Promise<void> {
    if (!pad) return;
    const { address } = pad;
    const digits = typed.value;
    typed.value = [];
    const answer = await pressing.run(
      PATH,
      digits.length > 0 ? { address, key, digits } : { address, key },
    );
    if (answer) said.value = answerTo(pad, answer.reply);
    await reload();
  }
  async function rate(grade: Grade): Promise<void> {
    if (!pad) return;
    const answer = await rating.run(`${PATH}/ratings`, { address: pad.address, grade });
    if (answer) said.value = answerTo(pad, answer.reply);
    await reload();
  }

  return (
    <div class="panel">
      <h3>{zhDesk.devices.kinds.callPad}</h3>
      <p class="quiet">{text.padText}</p>
      <fieldset class="pad-windows">
        <legend>{text.padWindow}</legend>
        {pads.map(({ address, window }) => (
          <Button
            key={address}
            look={address === pad?.address ? 'go' : 'plain'}
            pressed={address === pad?.address}
            onTap={() => {
              chosen.value = address;
              said.value = '';
              typed.value = [];
            }}
          >
            {zhConsole.window(window)}
          </Button>
        ))}
      </fieldset>
      <output class="pad-display">{pad?.display || text.padBlank}</output>
      <div class="cards">
        {KEYS.map((key) => (
          <Button key={key} busy={pressing.busy.value} onTap={() => press(key)}>
            {text.padKeys[key]}
          </Button>
        ))}
      </div>
      <fieldset class="pad-windows">
        <legend>{text.padDigits}</legend>
        {DIGITS.map((digit) => (
          <Button
            key={digit}
            onTap={() => {
              typed.value = [...typed.value, digit].slice(-MOST_DIGITS);
            }}
          >
            {digit}
          </Button>
        ))}
      </fieldset>
      <p class="quiet">
        {typed.value.length > 0 ? text.padTyped(typed.value.join('')) : text.padDigitsHint}
      </p>
      <fieldset class="pad-windows">
        <legend>{text.padRating}</legend>
        {GRADES.map((grade) => (
          <Button key={grade} busy={rating.busy.value} onTap={() => rate(grade)}>
            {text.padGrades[grade]}
          </Button>
        ))}
      </fieldset>
      <p class="quiet" role="status">
        {said.value}
      </p>
      <Plug kind="callPad" {...twin} />
      <FailureNote failure={pressing.failure.value ?? rating.failure.value} />
    </div>
  );
}

function answerTo(before: VirtualPadReport, after: VirtualPadReport): string {
  if (after.beeps > before.beeps) return text.padBeeped;
  if (after.rated > before.rated) return text.padRated;
  return after.heard > before.heard ? text.padHeard : text.padSilent;
}
