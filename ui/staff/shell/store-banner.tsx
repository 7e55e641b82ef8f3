// The disk refuses: what it means for visitors, and what to do about it.
import { Warning } from '../../kit/icons.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';

export function StoreBanner() {
  const store = useStaff().live.slices.store.value;
  if (store?.state !== 'readOnly') return null;
  const { title, text } = zhStaff.store[store.reason ?? 'unknown'];
  return (
    <div class="store-banner" role="alert">
      <Warning />
      <div>
        <b>{title}</b>
        <p>{text}</p>
        {store.detail && (
          <details>
            <summary>{zhStaff.store.detail}</summary>
            <code>{store.detail}</code>
          </details>
        )}
      </div>
    </div>
  );
}
