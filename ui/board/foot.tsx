// The line at the foot: that the board is cut off, else what staff announce, else the notices in turn.
import type { AnnouncementSlice } from '../../server/modules/voice/schema.ts';
import { Clauses } from '../kit/clauses.tsx';
import { minute } from '../kit/clock.tsx';
import { zhBoard as text } from '../text/zh-board.ts';

const MINUTE_MS = 60_000;
/** Characters that fit at full size. */
const LONG_NOTICE = 60;
const LONG_ANNOUNCEMENT = 32;

export interface FootProps {
  announcement: AnnouncementSlice | null;
  notices: string[];
  connected: boolean;
  serverNow: () => number;
}

export function Foot({ announcement, notices, connected, serverNow }: FootProps) {
  // Ends with a minute, not with a message: nothing is recorded when it is over.
  void minute.value;
  const said = announcement?.shown.find(({ untilMs }) => untilMs > serverNow());
  const notice = notices[Math.floor(minute.value / MINUTE_MS) % notices.length];
  if (said) {
    return (
      <footer class="foot foot-said" aria-live="assertive" key={said.id}>
        <b>{text.announcement}</b>
        {said.text.length > LONG_ANNOUNCEMENT ? (
          <span class="foot-said-long">{said.text}</span>
        ) : (
          <span>
            <Clauses text={said.text} />
          </span>
        )}
        {!connected && <small class="foot-offline foot-beside">{text.offline}</small>}
      </footer>
    );
  }
  return (
    <footer class="foot" aria-live="polite">
      {connected ? (
        notice && (
          <>
            <b>{text.notices}</b>
            <span class={notice.length > LONG_NOTICE ? 'foot-long' : undefined}>
              <Clauses text={notice} />
            </span>
          </>
        )
      ) : (
        <span class="foot-offline">{text.offline}</span>
      )}
    </footer>
  );
}
