// The statistics and the register of rectifications as files.
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhRatings } from '../../text/zh-ratings-desk.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { createDownload } from '../parts/download.ts';
import type { Range } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useStaff } from '../staff.ts';

const text = zhStaff.exports;
const FILES = [
  { list: 'summary', format: 'xlsx', name: zhRatings.summary.exports.xlsx },
  { list: 'summary', format: 'csv', name: zhRatings.summary.exports.csv },
  { list: 'rectifications', format: 'xlsx', name: zhRatings.summary.register.xlsx },
  { list: 'rectifications', format: 'csv', name: zhRatings.summary.register.csv },
] as const;

export function RatingDownloads({ range }: { range: Range }) {
  const { sessions } = useStaff();
  const download = useMemo(createDownload, []);
  useEffect(() => download.cancel, [download]);
  const state = download.state.value;

  async function start({ list, format }: (typeof FILES)[number]): Promise<void> {
    const query = new URLSearchParams({ list, ...range, format });
    await download.start(`/api/ratings/export?${query}`, `${list}.${format}`);
    if (download.state.value.name === 'failed') sessions.noticed(download.state.value.failure);
  }

  return (
    <div class="toolbar no-print">
      {FILES.map((file) => (
        <Button key={file.name} disabled={state.name === 'working'} onTap={() => start(file)}>
          {file.name}
        </Button>
      ))}
      <span role="status">
        {state.name === 'working' && text.working}
        {state.name === 'done' && text.done(state.file)}
        {state.name === 'broken' && text.broken}
      </span>
      {state.name === 'failed' && <FailureNote failure={state.failure} />}
    </div>
  );
}
