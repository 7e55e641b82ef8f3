// A sentence for every board, and today's: again, or off the boards.
import { useSignal } from '@preact/signals';
import type { AnnouncementsSlice } from '../../../server/modules/voice/schema.ts';
import { Button } from '../../kit/button.tsx';
import { minute } from '../../kit/clock.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhVoice } from '../../text/zh-voice.ts';
import { TextField } from '../parts/fields.tsx';
import { momentText } from '../parts/format.ts';
import { FailureNote, Loading, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type Column, Table } from '../parts/table.tsx';
import { useStaff, useZone } from '../staff.ts';

type Announcement = AnnouncementsSlice['today'][number];
const text = zhVoice.announce;
/** As the server counts, which takes no more. */
const MAX_LENGTH = 60;

export function Announcements() {
  const words = useSignal('');
  const announce = useCommand<{ text: string }>();
  const length = words.value.trim().length;
  const tooLong = length > MAX_LENGTH;

  async function say(what: string): Promise<boolean> {
    const done = await announce.run('/api/voice/announcements', { text: what });
    if (done) toast('good', text.done);
    return done !== null;
  }
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (length === 0 || tooLong) return;
    if (await say(words.value.trim())) words.value = '';
  }
  return (
    <section class="panel">
      <h2>{text.title}</h2>
      <p class="quiet">{text.text}</p>
      <form class="form" noValidate onSubmit={submit}>
        <TextField
          label={text.field}
          hint={text.example}
          error={tooLong ? text.tooLong(length) : null}
          value={words.value}
          onInput={(value) => {
            words.value = value;
          }}
        />
        <FailureNote failure={announce.failure.value} />
        <div>
          <Button
            look="go"
            type="submit"
            busy={announce.busy.value}
            disabled={length === 0 || tooLong}
            onTap={() => {}}
          >
            {text.submit}
          </Button>
        </div>
      </form>
      <Today say={say} />
    </section>
  );
}

function stateOf({ withdrawn, untilMs }: Announcement): keyof typeof text.states {
  if (withdrawn) return 'withdrawn';
  return untilMs > Date.now() ? 'shown' : 'over';
}

function Today({ say }: { say: (what: string) => Promise<boolean> }) {
  const { announcements } = useStaff().live.slices;
  const zone = useZone();
  const withdrawal = useCommand<Record<never, never>>();
  // What is shown ends with a minute, not with a message.
  void minute.value;
  if (!announcements.value) return <Loading />;
  const { today } = announcements.value;
  if (today.length === 0) return <p class="quiet">{text.none}</p>;

  async function withdraw({ id }: Announcement): Promise<void> {
    const path = `/api/voice/announcements/${encodeURIComponent(id)}/withdrawal`;
    if (await withdrawal.run(path, {})) toast('good', text.withdrawn);
  }
  const columns: Column<Announcement>[] = [
    { label: text.columns.text, look: 'lead', cell: (one) => one.text },
    { label: text.columns.time, look: 'bare', cell: ({ atMs }) => momentText(atMs, zone) },
    {
      label: text.columns.state,
      look: 'bare',
      cell: (one) => (
        <Tag tone={stateOf(one) === 'shown' ? 'good' : 'plain'}>{text.states[stateOf(one)]}</Tag>
      ),
    },
    {
      label: text.columns.actions,
      look: 'end',
      cell: (one) =>
        stateOf(one) === 'shown' ? (
          <Button label={text.withdrawOf(one.text)} onTap={() => withdraw(one)}>
            {text.withdraw}
          </Button>
        ) : (
          <Button label={text.againOf(one.text)} onTap={() => say(one.text)}>
            {text.again}
          </Button>
        ),
    },
  ];
  return (
    <div class="part">
      <h2>{text.today}</h2>
      <FailureNote failure={withdrawal.failure.value} />
      <Table caption={text.today} columns={columns} rows={today} keyOf={({ id }) => id} />
    </div>
  );
}
