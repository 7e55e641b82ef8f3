// The one-time code that staff made, by the same number pad as a phone number.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { createAction, type Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Clauses } from '../kit/clauses.tsx';
import { Keypad } from '../kit/keypad.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { refusalText } from '../text/refusal.ts';
import { pair as text } from '../text/zh-screens.ts';
import './pair.css';

const DIGITS = 8;

export function Pair({ onPaired }: { onPaired: () => void }) {
  const code = useSignal('');
  const failure = useSignal<Failure | null>(null);
  const action = useMemo(() => createAction<{ code: string }, unknown>(), []);

  async function submit(): Promise<void> {
    if (code.value.length < DIGITS) return;
    const outcome = await action.run('/api/pairing/screens', { code: code.value });
    if (outcome?.ok) onPaired();
    else if (outcome) failure.value = outcome.failure;
  }
  const padded = code.value.padEnd(DIGITS, ' ');
  return (
    <main class="pair">
      <div class="pair-what">
        <h1>
          <Clauses text={text.title} />
        </h1>
        <p>
          <Clauses text={text.hint} />
        </p>
      </div>
      <div class="pair-field">
        <NumberField label={text.label} groups={[padded.slice(0, 4), padded.slice(4)]} />
        <p class={failure.value ? 'pair-wrong' : undefined} role="alert">
          <Clauses text={failure.value ? failureText(failure.value) : text.once} />
        </p>
      </div>
      <Keypad
        value={code.value}
        maxLength={DIGITS}
        onEnter={submit}
        onChange={(digits) => {
          code.value = digits;
          failure.value = null;
        }}
      />
      <Button
        look="go"
        disabled={code.value.length < DIGITS}
        busy={action.busy.value}
        onTap={submit}
      >
        {text.go}
      </Button>
    </main>
  );
}

function failureText(failure: Failure): string {
  return failure.kind === 'unreachable'
    ? text.unreachable
    : refusalText(failure.code, failure.params);
}
