// A certain number out of its turn: only with a reason, which is kept.
import { useSignal } from '@preact/signals';
import type {
  CallReply,
  QueueTicket,
  WindowRow,
} from '../../../server/modules/services/page-schema.ts';
import type { OutOfTurnReason } from '../../../server/modules/services/terms-schema.ts';
import { zhConsole } from '../../text/zh-console.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { matchesNumber } from './find-items.ts';
import { useHall } from './hall.ts';
import { TicketWords } from './in-line.tsx';
import { ticketPath, useStep } from './steps.ts';

const text = zhConsole.call;
const REASONS = Object.keys(zhConsole.outOfTurnReasons) as OutOfTurnReason[];

export interface CallTicketProps {
  row: WindowRow;
  /** Chosen already; else its number is asked for. */
  ticket?: QueueTicket;
  onCalled: (reply: CallReply) => void;
  onEnd: () => void;
}

export function CallTicket({ row, ticket, onCalled, onEnd }: CallTicketProps) {
  const { waiting } = useHall().tickets;
  const typed = useSignal('');
  const reason = useSignal<OutOfTurnReason>('appointment');
  const tried = useSignal(false);
  const step = useStep<{ window: number; reason: OutOfTurnReason }, CallReply>();
  const matching =
    typed.value.trim() === ''
      ? []
      : waiting.filter((one) => matchesNumber(one.number, typed.value));
  const chosen = ticket ?? (matching.length === 1 ? matching[0] : undefined);

  async function submit(): Promise<void> {
    tried.value = true;
    if (!chosen) return;
    const body = { window: row.window, reason: reason.value };
    const done = await step.run(ticketPath(chosen.id, 'call-out-of-turn'), body);
    if (!done) return;
    if (done !== 'changed') onCalled(done.reply);
    onEnd();
  }
  return (
    <FormDialog
      title={ticket ? text.titleOf(ticket.number) : text.title}
      submit={text.submit}
      busy={step.busy.value}
      failure={step.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.hint}</p>
      {!ticket && (
        <TextField
          label={text.number}
          hint={text.numberHint}
          error={tried.value && !chosen ? faultOf(matching) : null}
          value={typed.value}
          onInput={(value) => {
            typed.value = value;
          }}
          autofocus
        />
      )}
      {chosen && (
        <p class="call-chosen">
          <b>{chosen.number}</b> <TicketWords ticket={chosen} />
        </p>
      )}
      <RadioField
        label={text.reason}
        options={REASONS.map((value) => ({ value, label: zhConsole.outOfTurnReasons[value] }))}
        value={reason.value}
        onChange={(value) => {
          reason.value = value;
        }}
      />
      {row.ticket && <p class="quiet">{text.finishes(row.ticket.number)}</p>}
    </FormDialog>
  );
}

function faultOf(matching: readonly QueueTicket[]): string {
  if (matching.length === 0) return text.notFound;
  return text.ambiguous(matching.map(({ number }) => number).join('、'));
}
