// Periods that were settled: what each hands out, in which state it is, who did what, and the next step.
import { useSignal } from '@preact/signals';
import type {
  SettlementDetail,
  SettlementList,
  SettlementRow,
} from '../../../server/modules/shares/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhShares } from '../../text/zh-shares.ts';
import { momentText } from '../parts/format.ts';
import { LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useZone } from '../staff.ts';
import { DraftSettlement } from './draft-settlement.tsx';
import { type Move, MoveSettlement } from './move-settlement.tsx';

const text = zhShares.settlements;
const PATH = '/api/workshop/shares/settlements';
const TONES = { draft: 'trouble', confirmed: 'trouble', paid: 'good', withdrawn: 'plain' } as const;
/** What a button moves it to; nothing follows once the money is handed out. */
const NEXT = { draft: 'confirmed', confirmed: 'paid' } as const;

export function Settlements() {
  const { value, failure, reload } = useResource<SettlementList>(PATH);
  const list = value.value;
  return (
    <section class="part no-print">
      <h2>{text.title}</h2>
      <p class="quiet">{text.text}</p>
      {failure.value && <LoadFailed failure={failure.value} again={reload} />}
      {!list && !failure.value && <Loading />}
      {list && (
        <>
          <Due list={list} onDrafted={reload} />
          {list.settlements.length === 0 && <p class="quiet">{text.empty}</p>}
          <ul class="settlements">
            {list.settlements.map((one) => (
              <li key={one.id} class="panel">
                <Settlement one={one} onMoved={reload} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The days that wait to be settled. */
function Due({ list, onDrafted }: { list: SettlementList; onDrafted: () => void }) {
  const { next, lastClosedDay, settlements } = list;
  if (next) return <DraftSettlement key={next.from} due={next} onDrafted={onDrafted} />;
  const done = settlements.length > 0 && lastClosedDay !== null;
  return <p class="quiet">{done ? text.allDone(lastClosedDay) : text.notYet}</p>;
}

function Settlement({ one, onMoved }: { one: SettlementRow; onMoved: () => void }) {
  const asking = useSignal<Move | null>(null);
  const open = useSignal(false);
  const { id, from, to, state } = one;
  const next = state === 'draft' || state === 'confirmed' ? NEXT[state] : null;
  const ask = (move: Move | null) => () => {
    asking.value = move;
  };
  return (
    <>
      <h3>
        {zhShares.range(from, to)} <Tag tone={TONES[state]}>{text.states[state]}</Tag>
      </h3>
      <Sums {...one} />
      <Steps {...one} />
      <div class="toolbar">
        {next && state !== 'paid' && state !== 'withdrawn' && (
          <>
            <Button look="go" onTap={ask(next)}>
              {text.next[state]}
            </Button>
            <Button look="quiet" onTap={ask('withdrawn')}>
              {text.withdraw}
            </Button>
          </>
        )}
        <Button
          pressed={open.value}
          label={open.value ? text.hide : text.show(zhShares.range(from, to))}
          onTap={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? text.hide : text.showShort}
        </Button>
      </div>
      {open.value && <Lines id={id} />}
      {asking.value && (
        <MoveSettlement
          one={one}
          move={asking.value}
          path={`${PATH}/${encodeURIComponent(id)}/moves`}
          onCancel={ask(null)}
          onMoved={() => {
            asking.value = null;
            onMoved();
          }}
        />
      )}
    </>
  );
}

function Sums({ payFen, earnedFen, broughtFen, carriedFen }: SettlementRow) {
  const sums = [
    { name: text.sums.pay, fen: payFen },
    { name: text.sums.earned, fen: earnedFen },
    ...(broughtFen === 0 ? [] : [{ name: text.sums.brought, fen: broughtFen }]),
    ...(carriedFen === 0 ? [] : [{ name: text.sums.carried, fen: carriedFen }]),
  ];
  return (
    <dl class="settlement-sums">
      {sums.map(({ name, fen }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={fen < 0 ? 'bill-below' : undefined}>{yuan(fen)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Steps({ steps, alone }: SettlementRow) {
  const zone = useZone();
  return (
    <ul class="settlement-steps quiet">
      {steps.map(({ state, by, atMs, reason }) => (
        <li key={state}>
          {text.step(by ?? text.nobody, text.steps[state], momentText(atMs, zone))}
          {reason !== '' && text.reason(reason)}
        </li>
      ))}
      {alone && <li>{text.alone}</li>}
    </ul>
  );
}

type Line = SettlementDetail['lines'][number];

function column(label: string, of: (line: Line) => number): Column<Line> {
  const cell = (line: Line) => (
    <span class={of(line) < 0 ? 'bill-below' : undefined}>{yuan(of(line))}</span>
  );
  return { label, look: 'end', cell };
}
/** Most accounts carry nothing: an empty cell is seen over sooner than a nought. */
function rareColumn(label: string, of: (line: Line) => number): Column<Line> {
  const { cell, ...rest } = column(label, of);
  return { ...rest, cell: (line) => (of(line) === 0 ? null : cell(line)) };
}

function Lines({ id }: { id: string }) {
  const read = useResource<SettlementDetail>(`${PATH}/${encodeURIComponent(id)}`);
  const detail = read.value.value;
  if (read.failure.value) return <LoadFailed failure={read.failure.value} again={read.reload} />;
  if (!detail) return <Loading />;
  const { from, to, lines } = detail;
  const { columns } = text;
  const brings = lines.some(({ broughtFen }) => broughtFen !== 0);
  const carries = lines.some(({ carriedFen }) => carriedFen !== 0);
  const all: Column<Line>[] = [
    { label: columns.name, look: 'lead', cell: ({ name }) => name },
    column(columns.earned, ({ earnedFen }) => earnedFen),
    ...(brings ? [rareColumn(columns.brought, ({ broughtFen }) => broughtFen)] : []),
    column(columns.pay, ({ payFen }) => payFen),
    ...(carries ? [rareColumn(columns.carried, ({ carriedFen }) => carriedFen)] : []),
  ];
  return (
    <Table
      caption={text.lines(zhShares.range(from, to))}
      columns={all}
      rows={lines}
      keyOf={({ account }) => account}
    />
  );
}
