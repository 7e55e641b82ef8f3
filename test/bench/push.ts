// What every screen of the shop hears of the host: how soon, and what that costs while two hundred listen.
import type { Case } from './case.ts';
import { measureScreens } from './push-screens.ts';
import { measureStreams } from './push-streams.ts';

export async function run(): Promise<Case[]> {
  return [...(await measureScreens()), ...(await measureStreams())];
}
