// 屏幕: the touchscreens and boards elsewhere in the hall, whether they are connected, and how a new one is paired.
import { useSignal } from '@preact/signals';
import type { ScreensSlice } from '../../../server/modules/pairing/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhScreens as text } from '../../text/zh-screens.ts';
import { momentText } from '../parts/format.ts';
import { Empty, Loading, Tag } from '../parts/notes.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';
import { AddScreen } from './add-screen.tsx';
import { ChangeScreen } from './change-screen.tsx';
import { UnpairScreen } from './unpair-screen.tsx';
import './screens.css';

export type ScreenRow = ScreensSlice['screens'][number];

export function Screens() {
  const slice = useStaff().live.slices.screens.value;
  const open = useSignal<{ what: 'change' | 'unpair'; screen: ScreenRow } | null>(null);
  const end = () => {
    open.value = null;
  };
  if (!slice) return <Loading />;
  return (
    <>
      <div class="toolbar">
        <p class="screens-intro">{text.intro}</p>
        {slice.hallUrls && (
          <span class="push">
            <AddScreen />
          </span>
        )}
      </div>
      {slice.hallUrls === null && (
        <p class="note note-trouble">
          <span>
            <b>{text.closed}</b> {text.closedText}
          </span>
        </p>
      )}
      {slice.screens.length === 0 ? (
        <Empty title={text.empty}>{slice.hallUrls && text.emptyText}</Empty>
      ) : (
        <List
          screens={slice.screens}
          onOpen={(what, screen) => {
            open.value = { what, screen };
          }}
        />
      )}
      {open.value?.what === 'change' && <ChangeScreen screen={open.value.screen} onEnd={end} />}
      {open.value?.what === 'unpair' && <UnpairScreen screen={open.value.screen} onEnd={end} />}
    </>
  );
}

interface ListProps {
  screens: readonly ScreenRow[];
  onOpen: (what: 'change' | 'unpair', screen: ScreenRow) => void;
}

function List({ screens, onOpen }: ListProps) {
  const columns: Column<ScreenRow>[] = [
    { label: text.columns.name, look: 'lead', cell: ({ name }) => name },
    { label: text.columns.kind, cell: ({ kind }) => text.kinds[kind] },
    {
      label: text.columns.prints,
      cell: ({ prints }) => (prints ? text.printsYes : text.printsNo),
    },
    { label: text.columns.state, cell: (screen) => <Connection screen={screen} /> },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (screen) => (
        <span class="row-actions">
          <Button label={text.changeOf(screen.name)} onTap={() => onOpen('change', screen)}>
            {text.change}
          </Button>
          <Button label={text.unpairOf(screen.name)} onTap={() => onOpen('unpair', screen)}>
            {text.unpair}
          </Button>
        </span>
      ),
    },
  ];
  return <Table caption={text.caption} columns={columns} rows={screens} keyOf={({ id }) => id} />;
}

function Connection({ screen: { connected, lastSeenMs } }: { screen: ScreenRow }) {
  const zone = useZone();
  if (connected) return <Tag tone="good">{text.connected}</Tag>;
  return (
    <span class="screens-away">
      <Tag tone="trouble">{text.notConnected}</Tag>
      <small>
        {lastSeenMs === null ? text.neverSeen : text.lastSeen(momentText(lastSeenMs, zone))}
      </small>
    </span>
  );
}
