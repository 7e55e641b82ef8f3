// The trial under way: how the device is, what to do before it, what came of it, and only then saving.
import type { Trial, TrialResult } from '../../../server/installer/schema.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Check, Warning } from '../../kit/icons.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { addressText, troubleOf } from './words.ts';

const text = zhInstaller.test;

export interface TryDeviceProps {
  trial: Trial;
  /** There is a file to save into. */
  savable: boolean;
  /** It is being saved or undone. */
  leaving: boolean;
  failure: Failure | null;
  onSave: () => void;
  onAgain: () => void;
  onCancel: () => void;
}

export function TryDevice({ trial, savable, leaving, failure, ...on }: TryDeviceProps) {
  const { kind, address, device, passed, result } = trial;
  return (
    <div class="form">
      <p class="device-address">{addressText(address)}</p>
      <Connection trial={trial} />
      {device?.state === 'ready' && !passed && <p>{text.ask[kind]}</p>}
      {kind === 'printer' && <PrintSlip trial={trial} />}
      <div role="status">{result && <Result result={result} />}</div>
      {passed && !savable && <p class="note note-plain">{text.demo}</p>}
      <FailureNote failure={failure} />
      <div class="form-actions">
        <Button look="quiet" disabled={leaving} onTap={on.onCancel}>
          {text.cancel}
        </Button>
        <Button disabled={leaving} onTap={on.onAgain}>
          {text.again}
        </Button>
        {passed && savable && (
          <Button look="go" busy={leaving} onTap={on.onSave}>
            {text.save}
          </Button>
        )}
      </div>
    </div>
  );
}

function Connection({ trial: { device } }: { trial: Trial }) {
  if (!device) return <p role="status">{text.holding}</p>;
  const trouble = troubleOf(device);
  if (device.state === 'ready' && !trouble) {
    return (
      <p class="note note-good" role="status">
        {text.ready}
      </p>
    );
  }
  if (!trouble) return <p role="status">{text.opening}</p>;
  return (
    <div class="note note-trouble" role="status">
      <div>
        <p>
          {device.state === 'absent' || device.state === 'opening' ? text.failed : text.trouble}
        </p>
        <p>
          <b>{trouble.title}</b> {trouble.text}
        </p>
      </div>
    </div>
  );
}

function PrintSlip({ trial }: { trial: Trial }) {
  const command = useCommand<Record<string, never>>();
  const busy = command.busy.value || trial.printing;
  const isThere = trial.device?.state === 'ready' || trial.device?.state === 'degraded';
  return (
    <div class="toolbar">
      <Button
        look={trial.passed ? 'plain' : 'go'}
        busy={busy}
        disabled={!isThere || busy}
        onTap={() => command.run('/api/installer/trials/slips', {})}
      >
        {trial.result ? text.printAgain : text.print}
      </Button>
      {trial.printing && <span role="status">{text.printing}</span>}
      <FailureNote failure={command.failure.value} />
    </div>
  );
}

function Result({ result }: { result: TrialResult }) {
  const bad = result.what === 'slip' && result.outcome === 'failed';
  return (
    <div class={`result ${bad ? 'is-trouble' : 'is-good'}`}>
      {bad ? <Warning /> : <Check />}
      <p>{resultText(result)}</p>
    </div>
  );
}

function resultText(result: TrialResult): string {
  switch (result.what) {
    case 'slip':
      return text.slips[result.outcome];
    case 'card':
      return text.card(result.mask);
    case 'code':
      return text.codes[result.kind];
    case 'key':
      return text.key(result.pad);
  }
}
