// A spreadsheet out and in again: looked at first, then imported as it was shown.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ImportReport } from '../../../server/sheets/schema.ts';
import { type Failure, upload } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { zhImport as text } from '../../text/zh-import.ts';
import { useStaff } from '../staff.ts';
import { createDownload } from './download.ts';
import { ImportResult } from './import-result.tsx';
import { FailureNote } from './notes.tsx';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_BYTES = 2 * 1024 * 1024;

export interface DownloadsProps {
  /** Where and under which name. */
  files: readonly { path: string; label: string }[];
}

export function Downloads({ files }: DownloadsProps) {
  const { sessions } = useStaff();
  const download = useMemo(createDownload, []);
  useEffect(() => download.cancel, [download]);
  const state = download.state.value;
  async function start(path: string, label: string): Promise<void> {
    await download.start(path, `${label}.xlsx`);
    if (download.state.value.name === 'failed') sessions.noticed(download.state.value.failure);
  }
  return (
    <div class="toolbar">
      {files.map(({ path, label }) => (
        <Button
          key={path}
          disabled={state.name === 'working'}
          onTap={() => void start(path, label)}
        >
          {label}
        </Button>
      ))}
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

type Looked =
  | { name: 'checking'; file: File }
  | { name: 'tooLarge' }
  | { name: 'failed'; file: File; failure: Failure }
  | { name: 'looked'; report: ImportReport };

export interface ImportFileProps {
  /** `/api/catalogue/import`; confirmed below it. */
  path: string;
  /** How it is to be read; what was shown is dropped when it changes. */
  query?: string;
  tooLarge: string;
  onImported: (importId: string, count: number) => void;
}

export function ImportFile({ path, query = '', tooLarge, onImported }: ImportFileProps) {
  const { sessions } = useStaff();
  const state = useSignal<Looked | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const latest = useRef(0);
  useEffect(drop, [query]);

  async function look(file: File): Promise<void> {
    if (file.size > MOST_BYTES) {
      state.value = { name: 'tooLarge' };
      return;
    }
    // A second file chosen meanwhile is the one that counts.
    const mine = ++latest.current;
    state.value = { name: 'checking', file };
    const outcome = await upload<ImportReport>(`${path}${query}`, file, XLSX);
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
    onImported(importId, count);
  }
  const now = state.value;
  return (
    <>
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
          {tooLarge}
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
        <ImportResult path={path} report={now.report} onImported={imported} onDrop={drop} />
      )}
    </>
  );
}
