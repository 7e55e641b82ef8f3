// What no printer says of itself: its paper, its characters, its cutter. With a picture of the test slip.
import type { Signal } from '@preact/signals';
import type { InstallerOverview } from '../../../server/installer/schema.ts';
import { zhInstaller } from '../../text/zh-installer.ts';
import { CheckField, SelectField } from '../parts/fields.tsx';

const text = zhInstaller.profile;
type Profile = InstallerOverview['printerProfile'];

const columns = (['48', '32'] as const).map((value) => ({
  value,
  label: text.columnsOptions[value],
}));
const charsets = (['gbk', 'gb2312', 'gb18030'] as const).map((value) => ({
  value,
  label: text.charsetOptions[value],
}));

const cutters = (['partial', 'full', 'none'] as const).map((value) => ({
  value,
  label: text.cutterOptions[value],
}));

export function PrinterProfile({ profile }: { profile: Signal<Profile> }) {
  const now = profile.value;
  function change(part: Partial<Profile>): void {
    profile.value = { ...now, ...part };
  }
  const query = new URLSearchParams({
    columns: String(now.columns),
    charset: now.charset,
    cutter: now.cutter,
  });
  return (
    <fieldset class="profile">
      <legend>{text.title}</legend>
      <div class="profile-fields">
        <SelectField
          label={text.columns}
          value={now.columns === 32 ? '32' : '48'}
          options={columns}
          onChange={(value) => change({ columns: value === '32' ? 32 : 48 })}
        />
        <SelectField
          label={text.charset}
          hint={text.charsetHint}
          value={now.charset}
          options={charsets}
          onChange={(charset) => change({ charset })}
        />
        <SelectField
          label={text.cutter}
          value={now.cutter}
          options={cutters}
          onChange={(cutter) => change({ cutter })}
        />
        <CheckField
          label={text.processId}
          hint={text.processIdHint}
          checked={now.processId === 'probe'}
          onChange={(probe) => change({ processId: probe ? 'probe' : 'never' })}
        />
      </div>
      <details class="preview">
        <summary>{text.preview}</summary>
        <img src={`/api/installer/slip.svg?${query}`} alt={text.previewAlt} loading="lazy" />
      </details>
    </fieldset>
  );
}
