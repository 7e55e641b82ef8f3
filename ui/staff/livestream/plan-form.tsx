// When, where and with whom a session is held.
import { type Signal, useSignal } from '@preact/signals';
import type { SessionCard } from '../../../server/modules/livestream/console-schema.ts';
import type { Platform, SessionFields } from '../../../server/modules/livestream/schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { CheckField, Field, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioField } from '../parts/radio-field.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { SESSIONS } from './paths.ts';

const text = zhLivestream.plan;
const PLATFORMS = Object.keys(zhLivestream.platforms) as Platform[];

interface Typed {
  title: string;
  day: string;
  startsAt: string;
  platform: Platform;
  /** Of the platform; the one of another platform would be wrong. */
  address: string;
  hosts: string;
  unitIds: readonly string[];
  script: string;
}
interface Put {
  sessionId: string | null;
  revision: number | null;
  session: SessionFields;
}

function typedOf(session: SessionCard | null, today: string): Typed {
  return {
    title: session?.title ?? '',
    day: session?.day ?? today,
    startsAt: session?.startsAt ?? '19:30',
    platform: session?.platform ?? 'local',
    address: session?.playUrl ?? session?.appUrl ?? '',
    hosts: session?.hosts.join('、') ?? '',
    unitIds: session?.unitIds ?? [],
    script: session?.script ?? '',
  };
}

function hostsOf(typed: string): string[] {
  return typed
    .split(/[、,，;；\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function faultsOf({ title, day, startsAt, hosts, script }: Typed) {
  const names = hostsOf(hosts);
  const length = title.trim().length;
  return {
    title: length < 1 || length > 40 ? text.titleWrong : null,
    day: day === '' ? text.dayWrong : null,
    startsAt: startsAt === '' ? text.timeWrong : null,
    hosts: names.length > 5 || names.some((name) => name.length > 20) ? text.hostsWrong : null,
    script: script.length > 2000 ? text.scriptLong : null,
  };
}

function fieldsOf(typed: Typed): SessionFields {
  const { platform, unitIds, script, day, startsAt } = typed;
  const address = typed.address.trim() === '' ? null : typed.address.trim();
  return {
    title: typed.title.trim(),
    day,
    startsAt,
    platform,
    playUrl: platform === 'local' ? address : null,
    appUrl: platform === 'local' ? null : address,
    hosts: hostsOf(typed.hosts),
    unitIds: [...unitIds],
    script: script.trim(),
  };
}

export function PlanForm({ session, onEnd }: { session: SessionCard | null; onEnd: () => void }) {
  const { centre } = useStaff().live.slices;
  const typed = useSignal(typedOf(session, centre.value?.day ?? ''));
  const judged = useSignal(false);
  const command = useCommand<Put>();
  const faults = faultsOf(typed.value);

  async function submit(): Promise<void> {
    judged.value = true;
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const { id: sessionId = null, revision = null } = session ?? {};
    const done = await command.run(SESSIONS, {
      sessionId,
      revision,
      session: fieldsOf(typed.value),
    });
    if (!done) return;
    toast('good', text.saved);
    onEnd();
  }

  return (
    <FormDialog
      title={session ? text.changeTitle(session.title) : text.newTitle}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <When typed={typed} faults={judged.value ? faults : null} />
      <Where typed={typed} />
      <Who typed={typed} faults={judged.value ? faults : null} />
    </FormDialog>
  );
}

interface PartProps {
  typed: Signal<Typed>;
  faults: ReturnType<typeof faultsOf> | null;
}

function setter(typed: Signal<Typed>) {
  return <Name extends keyof Typed>(name: Name) =>
    (value: Typed[Name]) => {
      typed.value = { ...typed.value, [name]: value };
    };
}

function When({ typed, faults }: PartProps) {
  const set = setter(typed);
  const { title, day, startsAt } = typed.value;
  return (
    <>
      <TextField
        label={text.title}
        hint={text.titleHint}
        error={faults?.title}
        value={title}
        onInput={set('title')}
      />
      <div class="form-row">
        <TextField
          label={text.day}
          type="date"
          error={faults?.day}
          value={day}
          onInput={set('day')}
        />
        <TextField
          label={text.startsAt}
          type="time"
          error={faults?.startsAt}
          value={startsAt}
          onInput={set('startsAt')}
        />
      </div>
    </>
  );
}

function Where({ typed }: { typed: Signal<Typed> }) {
  const set = setter(typed);
  const { platform, address } = typed.value;
  const local = platform === 'local';
  return (
    <>
      <RadioField
        label={text.platform}
        options={PLATFORMS.map((value) => ({
          value,
          label: zhLivestream.platforms[value],
          note: text.platformNotes[value],
        }))}
        value={platform}
        onChange={set('platform')}
      />
      <TextField
        label={local ? text.playUrl : text.appUrl}
        hint={local ? text.playUrlHint : text.appUrlHint}
        optional
        value={address}
        onInput={set('address')}
      />
    </>
  );
}

function Who({ typed, faults }: PartProps) {
  const { units } = useStaff().live.slices;
  const set = setter(typed);
  const { hosts, unitIds, script } = typed.value;
  const villages = units.value?.units.filter(({ kind }) => kind === 'village') ?? [];
  return (
    <>
      <TextField
        label={text.hosts}
        hint={text.hostsHint}
        optional
        error={faults?.hosts}
        value={hosts}
        onInput={set('hosts')}
      />
      <fieldset class="session-villages">
        <legend>{text.villages}</legend>
        {villages.map(({ id, name }) => (
          <CheckField
            key={id}
            label={name}
            checked={unitIds.includes(id)}
            onChange={(checked) =>
              set('unitIds')(checked ? [...unitIds, id] : unitIds.filter((one) => one !== id))
            }
          />
        ))}
      </fieldset>
      <TextArea
        label={text.script}
        hint={text.scriptHint}
        error={faults?.script ?? null}
        value={script}
        onInput={set('script')}
      />
    </>
  );
}

interface TextAreaProps {
  label: string;
  hint: string;
  error: string | null;
  value: string;
  onInput: (value: string) => void;
}

export function TextArea({ value, onInput, ...field }: TextAreaProps) {
  return (
    <Field {...field} optional>
      {(attributes) => (
        <textarea
          {...attributes}
          class="input"
          rows={3}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
