// Excel or CSV of the range. Fetched, not just linked: progress shows, a broken download leaves no half file.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { createDownload } from '../parts/download.ts';
import { bytesText, daysInRange, type Range } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useStaff } from '../staff.ts';

const FORMATS = ['xlsx', 'csv'] as const;
const LARGE_DAYS = 92;

type ExportTexts = {
  [Name in keyof typeof zhStaff.exports]: Loose<(typeof zhStaff.exports)[Name]>;
};
/** The same kind of text with other words. */
type Loose<Text> = Text extends string ? string : Text;

export interface ExportsProps {
  range: Range;
  /** Where the file comes from; the list of visits unless another is named. */
  path?: string;
  text?: ExportTexts;
  /** What else belongs into the row of buttons. */
  children?: ComponentChildren;
}

export function Exports({
  range,
  path = '/api/attendance/export',
  text = zhStaff.exports,
  children,
}: ExportsProps) {
  const { sessions } = useStaff();
  const download = useMemo(createDownload, []);
  useEffect(() => download.cancel, [download]);
  const state = download.state.value;
  const days = daysInRange(range.from, range.to);

  async function start(format: (typeof FORMATS)[number]): Promise<void> {
    const query = new URLSearchParams({ ...range, format });
    await download.start(`${path}?${query}`, `${range.from}_${range.to}.${format}`);
    if (download.state.value.name === 'failed') sessions.noticed(download.state.value.failure);
  }

  return (
    <div class="exports toolbar">
      {FORMATS.map((format) => (
        <Button key={format} disabled={state.name === 'working'} onTap={() => start(format)}>
          {text[format]}
        </Button>
      ))}
      {state.name === 'working' && (
        <>
          <span role="status">
            {state.bytes === 0 ? text.working : text.received(bytesText(state.bytes))}
          </span>
          <Button look="quiet" onTap={download.cancel}>
            {text.cancel}
          </Button>
        </>
      )}
      <span class="push toolbar">{children}</span>
      {state.name === 'done' && (
        <span class="exports-note" role="status">
          {text.done(state.file)}
        </span>
      )}
      {state.name === 'broken' && (
        <p class="exports-note note note-stop" role="alert">
          {text.broken}
        </p>
      )}
      {state.name === 'failed' && (
        <div class="exports-note">
          <FailureNote failure={state.failure} />
        </div>
      )}
      {state.name !== 'done' && <p class="exports-note quiet">{text.text}</p>}
      {days > LARGE_DAYS && state.name !== 'done' && (
        <p class="exports-note quiet">{text.large(days)}</p>
      )}
    </div>
  );
}
