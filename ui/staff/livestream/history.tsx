// What happened on a session's shelf: explained from when to when, prices, sold out, by whom; as a table and as files.
import { useEffect, useMemo } from 'preact/hooks';
import type {
  HistoryRow,
  SessionCard,
  ShelfHistory,
} from '../../../server/modules/livestream/console-schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { createDownload } from '../parts/download.ts';
import { momentText, timeText } from '../parts/format.ts';
import { Empty, FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { sessionPath, toList } from './paths.ts';

const text = zhLivestream.history;
const MINUTE_MS = 60_000;

export function ShelfHistoryPage({ session: { id, title } }: { session: SessionCard }) {
  const { router } = useStaff();
  const zone = useZone();
  const history = useResource<ShelfHistory>(sessionPath(id, 'history'));
  const columns: Column<HistoryRow>[] = [
    { label: text.columns.time, cell: ({ atMs }) => momentText(atMs, zone) },
    { label: text.columns.what, look: 'lead', cell: wordOf },
    { label: text.columns.detail, look: 'bare', cell: (row) => detailOf(row, zone) },
    { label: text.columns.who, cell: ({ by }) => by || zhLivestream.kiosk },
  ];
  const value = history.value.value;
  return (
    <section class="part">
      <h2>{text.title(title)}</h2>
      <div class="toolbar no-print">
        <Button look="quiet" onTap={() => toList(router)}>
          {zhLivestream.back}
        </Button>
        <Files id={id} />
      </div>
      {history.failure.value && (
        <LoadFailed failure={history.failure.value} again={history.reload} />
      )}
      {!value && !history.failure.value && <Loading />}
      {value?.damaged && <p class="note note-trouble">{text.damaged}</p>}
      {value?.cut && <p class="quiet">{text.cut}</p>}
      {value?.rows.length === 0 && <Empty title={text.empty} />}
      {value && value.rows.length > 0 && (
        <Table
          caption={text.caption}
          columns={columns}
          rows={value.rows.toReversed()}
          keyOf={(row) => value.rows.indexOf(row)}
        />
      )}
    </section>
  );
}

function wordOf({ act }: HistoryRow): string {
  const acts: Readonly<Record<string, string>> = zhLivestream.console.acts;
  return acts[act] ?? '';
}

function detailOf(row: HistoryRow, zone: string): string {
  const { title, state, fromFen, toFen, from, to, count } = row;
  const price = (fen: number | null) => (fen === null ? text.ordinaryPrice : yuan(fen));
  const limit = (most: number | null) => (most === null ? text.unlimited : String(most));
  switch (row.act) {
    case 'moved':
      return state === null ? '' : text.state(state);
    case 'shelf':
      return text.shelf(count ?? 0);
    case 'explained': {
      const minutes = row.untilMs === null ? null : (row.untilMs - row.atMs) / MINUTE_MS;
      return text.explained(title, minutes === null ? '' : text.lasted(Math.floor(minutes)));
    }
    case 'price':
      return text.price(title, price(fromFen), price(toFen));
    case 'flash': {
      const { flashFromMs, flashToMs } = row;
      if (toFen === null || flashFromMs === null || flashToMs === null) return text.flashOff(title);
      const [begins, ends] = [timeText(flashFromMs, zone), timeText(flashToMs, zone)];
      return text.flash(title, yuan(toFen), begins, ends);
    }
    case 'quota':
    case 'perPerson':
      return text.count(title, limit(from), limit(to));
    case 'note':
      return `${title} ${row.note}`;
    default:
      return title;
  }
}

function Files({ id }: { id: string }) {
  const { sessions } = useStaff();
  const download = useMemo(createDownload, []);
  useEffect(() => download.cancel, [download]);
  const state = download.state.value;
  async function start(format: 'csv' | 'xlsx'): Promise<void> {
    await download.start(sessionPath(id, `history/export?format=${format}`), `shelf.${format}`);
    if (download.state.value.name === 'failed') sessions.noticed(download.state.value.failure);
  }
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button key={format} disabled={state.name === 'working'} onTap={() => start(format)}>
          {text[format]}
        </Button>
      ))}
      <span role="status">
        {state.name === 'working' && zhStaff.exports.working}
        {state.name === 'broken' && zhStaff.exports.broken}
      </span>
      {state.name === 'failed' && <FailureNote failure={state.failure} />}
    </>
  );
}
