// No numbers at this hour: when they begin, and what can be done meanwhile.
import { Warning } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import { hall as text } from '../../text/zh-services.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';

export function isClosed({ slices }: Pick<Kiosk, 'slices'>): boolean {
  return slices.services.value?.hall.open === false;
}

/** `brief`: where one sees already that materials can be read. */
export function HallClosed({ brief }: { brief?: boolean }) {
  const hall = useKiosk().slices.services.value?.hall;
  if (!hall || hall.open) return null;
  return (
    <Banner tone="trouble" icon={<Warning />} title={text.closed(hall.opensAt, hall.reason)} live>
      {!brief && text.closedHint}
    </Banner>
  );
}
