// The disk refuses, or soon will: what it means for visitors, and what to do about it.
import type { StoreSlice } from '../../../server/http/schema.ts';
import { Warning } from '../../kit/icons.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';

export function StoreBanner() {
  const store = useStaff().live.slices.store.value;
  if (store?.warning) return <Warned warning={store.warning} />;
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

function Warned({ warning }: { warning: NonNullable<StoreSlice['warning']> }) {
  const { title, text } = zhStaff.store[warning];
  return (
    <div class="note note-trouble" role="status">
      <p>
        <b>{title}</b> {text}
      </p>
    </div>
  );
}
