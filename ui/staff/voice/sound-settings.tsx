// How every board sounds: volume, times, chime, quiet hours; heard in the hall before it is saved.
import { useSignal } from '@preact/signals';
import type { Sound, TestCallMoment, TestCallReply } from '../../../server/modules/voice/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhVoice } from '../../text/zh-voice.ts';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { FailureNote, Loading } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import './voice.css';

const text = zhVoice.sound;
const LUNCH = { from: '12:00', to: '13:30' };
const REPEATS = (['1', '2', '3'] as const).map((value) => {
  return { value, label: text.repeats[value] };
});

export function SoundSettings() {
  const saved = useStaff().live.slices.sound.value;
  /** What was changed here and is not saved yet. */
  const draft = useSignal<Sound | null>(null);
  const saving = useCommand<Sound>();
  if (!saved) return <Loading />;
  const sound = draft.value ?? saved;
  const same = sound.quiet !== null && sound.quiet.from === sound.quiet.to;
  const change = (part: Partial<Sound>) => {
    draft.value = { ...sound, ...part };
  };

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (same || !(await saving.run('/api/voice/sound', sound))) return;
    draft.value = null;
    toast('good', text.saved);
  }
  return (
    <section class="panel">
      <h2>{text.title}</h2>
      <p class="quiet">{text.text}</p>
      <form class="form" noValidate onSubmit={save}>
        <Volume volume={sound.volume} onChange={(volume) => change({ volume })} />
        <SelectField
          label={text.repeat}
          value={`${sound.repeat}` as '1' | '2' | '3'}
          options={REPEATS}
          onChange={(repeat) => change({ repeat: Number(repeat) })}
        />
        <CheckField
          label={text.chime}
          checked={sound.chime}
          onChange={(chime) => change({ chime })}
        />
        <CheckField
          label={text.shopSound}
          hint={text.shopSoundHint}
          checked={sound.shopSound ?? false}
          onChange={(shopSound) => change({ shopSound })}
        />
        <Quiet quiet={sound.quiet} wrong={same} onChange={(quiet) => change({ quiet })} />
        <FailureNote failure={saving.failure.value} />
        <div class="toolbar">
          <Button
            look="go"
            type="submit"
            busy={saving.busy.value}
            disabled={draft.value === null || same}
            onTap={() => {}}
          >
            {text.save}
          </Button>
          {draft.value && <span role="status">{text.unsaved}</span>}
        </div>
      </form>
      <TestCall sound={sound} />
    </section>
  );
}

function Volume({ volume, onChange }: { volume: number; onChange: (volume: number) => void }) {
  return (
    <fieldset class="volumes">
      <legend>{text.volume}</legend>
      {text.volumes.map((one) => (
        <Button key={one.volume} pressed={one.volume === volume} onTap={() => onChange(one.volume)}>
          {one.name}
        </Button>
      ))}
    </fieldset>
  );
}

interface QuietProps {
  quiet: Sound['quiet'];
  wrong: boolean;
  onChange: (quiet: Sound['quiet']) => void;
}

function Quiet({ quiet, wrong, onChange }: QuietProps) {
  const overnight = quiet !== null && quiet.from > quiet.to;
  return (
    <>
      <CheckField
        label={text.hasQuiet}
        hint={text.hasQuietHint}
        checked={quiet !== null}
        onChange={(on) => onChange(on ? LUNCH : null)}
      />
      {quiet && (
        <div class="form-row">
          <TextField
            label={text.from}
            type="time"
            value={quiet.from}
            onInput={(from) => onChange({ ...quiet, from })}
          />
          <TextField
            label={text.to}
            type="time"
            value={quiet.to}
            hint={overnight ? text.overnight : undefined}
            error={wrong ? text.sameTime : null}
            onInput={(to) => onChange({ ...quiet, to })}
          />
        </div>
      )}
    </>
  );
}

/** Judged where it is heard: the boards play it, not this page. */
function TestCall({ sound: { volume, chime } }: { sound: Sound }) {
  const test = useCommand<TestCallMoment, TestCallReply>();
  async function run(): Promise<void> {
    const answer = await test.run('/api/voice/tests', { volume, chime, repeat: 1 });
    if (!answer) return;
    const { boards } = answer.reply;
    if (boards > 0) toast('good', text.tested(boards));
    else toast('trouble', text.noBoards);
  }
  return (
    <div class="test-call">
      <Button busy={test.busy.value} onTap={run}>
        {text.test}
      </Button>
      <p class="quiet">{text.testHint}</p>
      <FailureNote failure={test.failure.value} />
    </div>
  );
}
