// The documents to bring, to be ticked off one by one; what is still missing stands under them.
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Fitted } from '../../kit/fitted.tsx';
import { Box, BoxTicked, Printer } from '../../kit/icons.tsx';
import { checklist as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { type ChecklistOf, checklistReference, printChecklist } from './flow.ts';
import { missingOf, type Needed } from './materials.ts';
import { needHeight } from './row-height.ts';
import './checklist.css';

export interface ChecklistProps {
  needed: readonly Needed[];
  columns?: number;
}
export function Checklist({ needed, columns }: ChecklistProps) {
  const { brought } = useKiosk().visits.session.value;
  if (needed.length === 0) return <p class="checklist-sum">{text.none}</p>;
  const toggle = (name: string) => {
    const next = new Set(brought.value);
    if (!next.delete(name)) next.add(name);
    brought.value = next;
  };
  const rows = needed.map(({ name, notes, always }) => ({
    name,
    note: [...(always ? [] : [text.some]), ...notes].join('；'),
  }));
  return (
    <Fitted
      items={rows}
      columns={columns ?? 1}
      label={text.title}
      rowHeight={(width) => needHeight(rows, width)}
    >
      {({ name, note }) => (
        <Need
          key={name}
          name={name}
          note={note}
          brought={brought.value.has(name)}
          onTap={() => toggle(name)}
        />
      )}
    </Fitted>
  );
}

interface NeedProps {
  name: string;
  note: string;
  brought: boolean;
  onTap: () => void;
}
function Need({ name, note, brought, onTap }: NeedProps) {
  return (
    <button type="button" class="need" aria-pressed={brought} onClick={onTap}>
      {brought ? <BoxTicked /> : <Box />}
      <span>
        <b>{name}</b>
        {note && <small>{note}</small>}
      </span>
      {brought && <em>{text.brought}</em>}
    </button>
  );
}

export interface ChecklistSumProps {
  needed: readonly Needed[];
  /** Whether a number can be taken from here. */
  canTake: boolean;
}
export function ChecklistSum({ needed, canTake }: ChecklistSumProps) {
  const { value: brought } = useKiosk().visits.session.value.brought;
  if (needed.length === 0) return null;
  const missing = missingOf(needed, brought).length;
  const begun = needed.some(({ name }) => brought.has(name));
  const says = () => {
    if (missing === 0) return text.complete(canTake);
    return begun ? text.missing(missing, canTake) : text.begin(missing);
  };
  return (
    <p class={missing === 0 ? 'checklist-sum checklist-complete' : 'checklist-sum'} role="status">
      <Clauses text={says()} />
    </p>
  );
}

/** On paper, to take home. */
export function PrintButton({ of }: { of: ChecklistOf }) {
  const kiosk = useKiosk();
  const { printChecklist: action, printed } = kiosk.visits.session.value;
  const printer = kiosk.slices.devices.value?.devices.printer;
  const works = printer?.state === 'ready' && !printer.trouble;
  const sent = printed.value.has(checklistReference(of));
  if (!printer || printer.state === 'absent') return null;
  return (
    <Button
      icon={<Printer />}
      busy={action.busy.value}
      disabled={sent || !works}
      onTap={() => void printChecklist(kiosk, of)}
    >
      {sent ? text.printing : works ? text.print : text.trouble}
    </Button>
  );
}
