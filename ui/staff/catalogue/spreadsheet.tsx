// 表格导入: the catalogue as a spreadsheet, out and in again: looked at first, then imported as it was shown.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ImportReport } from '../../../server/sheets/schema.ts';
import { type Failure, upload } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { createDownload } from '../parts/download.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useStaff } from '../staff.ts';
import { useUndoing } from './changing.ts';
import { ImportResult } from './import-result.tsx';

const text = zhCatalogue.spreadsheet;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_BYTES = 2 * 1024 * 1024;

export function Spreadsheet() {
  return (
    <div class="part">
      <p>{text.intro}</p>
      <Downloads />
      <Import />
    </div>
  );
}

function Downloads() {
  const { sessions } = useStaff();
  const download = useMemo(createDownload, []);
  useEffect(() => download.cancel, [download]);
  const state = download.state.value;
  async function start(name: 'export' | 'template'): Promise<void> {
    await download.start(`/api/catalogue/${name}`, `${text[name]}.xlsx`);
    if (download.state.value.name === 'failed') sessions.noticed(download.state.value.failure);
  }
  return (
    <div class="toolbar">
      <Button disabled={state.name === 'working'} onTap={() => start('export')}>
        {text.export}
      </Button>
      <Button disabled={state.name === 'working'} onTap={() => start('template')}>
        {text.template}
      </Button>
      <span role="status">
        {state.name === 'working' && text.working}
        {state.name === 'done' && text.downloaded(state.file)}
      </span>
      {state.name === 'broken' && (
        <p class="note note-stop" role="alert">
          {text.broken}
        </p>
      )}
      {state.name === 'failed' && <FailureNote failure={state.failure} />}
    </div>
  );
}

type Missing = 'keep' | 'retire';
type Looked =
  | { name: 'checking'; file: File }
  | { name: 'tooLarge' }
  | { name: 'failed'; file: File; failure: Failure }
  | { name: 'looked'; report: ImportReport };

function Import() {
  const { sessions } = useStaff();
  const undoing = useUndoing();
  const missing = useSignal<Missing>('keep');
  const state = useSignal<Looked | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const latest = useRef(0);

  async function look(file: File): Promise<void> {
    if (file.size > MOST_BYTES) {
      state.value = { name: 'tooLarge' };
      return;
    }
    // A second file chosen meanwhile is the one that counts.
    const mine = ++latest.current;
    state.value = { name: 'checking', file };
    const path = `/api/catalogue/import?missing=${missing.value}`;
    const outcome = await upload<ImportReport>(path, file, XLSX);
    if (mine !== latest.current) return;
    if (outcome.ok) state.value = { name: 'looked', report: outcome.reply };
    else {
      state.value = { name: 'failed', file, failure: outcome.failure };
      sessions.noticed(outcome.failure);
    }
  }
  function drop(): void {
    latest.current += 1;
    state.value = null;
  }
  function imported(importId: string, count: number): void {
    drop();
    const path = `/api/catalogue/import/${encodeURIComponent(importId)}/withdrawal`;
    toast('good', text.confirmed(count), undoing(path, {}));
  }
  const now = state.value;
  return (
    <section class="panel">
      <h2>{text.importTitle}</h2>
      <fieldset class="catalogue-list">
        <legend>{text.missing}</legend>
        {(['keep', 'retire'] as const).map((name) => (
          <label class="check" key={name}>
            <input
              type="radio"
              name="missing"
              checked={missing.value === name}
              onChange={() => {
                missing.value = name;
                // What was shown was looked at the other way.
                drop();
              }}
            />
            <span>{text[name]}</span>
          </label>
        ))}
      </fieldset>
      <div>
        <input
          ref={chooser}
          type="file"
          accept={`.xlsx,${XLSX}`}
          class="hidden"
          tabIndex={-1}
          aria-label={text.choose}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) look(file);
            // The same file again, once it was mended, is a change too.
            currentTarget.value = '';
          }}
        />
        <Button busy={now?.name === 'checking'} onTap={() => chooser.current?.click()}>
          {text.choose}
        </Button>
      </div>
      {now?.name === 'checking' && <p role="status">{text.checking(now.file.name)}</p>}
      {now?.name === 'tooLarge' && (
        <p class="note note-stop" role="alert">
          {text.tooLarge}
        </p>
      )}
      {now?.name === 'failed' && (
        <>
          <FailureNote failure={now.failure} />
          {now.failure.kind === 'unreachable' && (
            <Button onTap={() => look(now.file)}>{text.again}</Button>
          )}
        </>
      )}
      {now?.name === 'looked' && (
        <ImportResult report={now.report} onImported={imported} onDrop={drop} />
      )}
    </section>
  );
}
