// Whether this screen is still let in at the Hall. The kiosk's own screens are not asked: there the path does not exist.
import { get } from './api.ts';

/** When the server refuses the stream: a screen that was unpaired loads its page anew, which then asks for a code. */
export async function leaveIfUnpaired(): Promise<void> {
  const outcome = await get('/api/pairing/screen');
  if (outcome.ok || outcome.failure.kind !== 'refused') return;
  if (outcome.failure.code === 'SCREEN_NOT_PAIRED') location.reload();
}
