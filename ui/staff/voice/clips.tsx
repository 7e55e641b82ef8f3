// Whose voice the numbers are read in, and which recordings cannot be used.
import type { ClipList } from '../../../server/modules/voice/schema.ts';
import { zhVoice } from '../../text/zh-voice.ts';
import { LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';

const text = zhVoice.clips;

export function Clips() {
  const { value, failure, reload } = useResource<ClipList>('/api/voice/clips');
  if (!value.value) {
    return failure.value ? <LoadFailed failure={failure.value} again={reload} /> : <Loading />;
  }
  const { clips } = value.value;
  const wordsThat = (is: (clip: ClipList['clips'][number]) => boolean) =>
    clips.filter(is).map((clip) => clip.text);
  const recorded = wordsThat(({ source }) => source === 'recorded').length;
  const damaged = wordsThat((clip) => clip.damaged);
  const missing = wordsThat(({ source }) => source === 'missing');
  return (
    <section class="panel">
      <h2>{text.title}</h2>
      <p>{sayingOf(recorded, clips.length)}</p>
      {damaged.length > 0 && <p class="note note-trouble">{text.damaged(damaged.join(' '))}</p>}
      {missing.length > 0 && <p class="note note-trouble">{text.missing(missing.join(' '))}</p>}
    </section>
  );
}

function sayingOf(recorded: number, all: number): string {
  if (recorded === 0) return text.none;
  return recorded === all ? text.complete : text.recorded(recorded, all);
}
