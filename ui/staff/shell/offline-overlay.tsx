// Over everything while the machine does not answer. It goes by itself; what is half typed stays under it.
import { zhStaff } from '../../text/zh-staff.ts';
import type { CutOff } from './cut-off.ts';
import './shell.css';

const text = zhStaff.offline;

export function OfflineOverlay({ kind }: { kind: CutOff }) {
  return (
    <div class="offline" role="alertdialog" aria-modal="true" aria-labelledby="offline-title">
      <div class="offline-box">
        <h2 id="offline-title">{kind === 'refused' ? text.refusedTitle : text.title}</h2>
        <p>{kind === 'refused' ? text.refusedText : text.text}</p>
        <p>{text.alarm}</p>
      </div>
    </div>
  );
}
