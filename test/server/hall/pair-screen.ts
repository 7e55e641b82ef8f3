// Pairs a screen with a kiosk as staff and the screen would, over their two listeners.
import { type Answer, askStaff, postStaff, type StartedKiosk, signIn } from '../started-kiosk.ts';

export interface Offer {
  readonly name: string;
  readonly kind: 'touch' | 'board';
  readonly prints: boolean;
}
export const UPSTAIRS: Offer = { name: '二楼触摸屏', kind: 'touch', prints: false };

/** A manager makes a code. */
export async function makeCode(
  { staff }: StartedKiosk,
  offer: Offer = UPSTAIRS,
  cookie?: string,
): Promise<string> {
  const answer = await postStaff(
    `${staff}/api/pairing/codes`,
    offer,
    cookie ?? (await signIn(staff)),
  );
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.json() as { code: string }).code;
}

export function enterCode({ hall }: StartedKiosk, code: string): Promise<Answer> {
  return postStaff(`${hall}/api/pairing/screens`, { code });
}

/** The new screen's cookie. */
export async function pairScreen(kiosk: StartedKiosk, offer?: Offer): Promise<string> {
  const answer = await enterCode(kiosk, await makeCode(kiosk, offer));
  if (answer.status !== 201) throw new Error(answer.text);
  return cookieOf(answer);
}

export function cookieOf({ headers }: Answer): string {
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** Reads over the Hall listener with a screen's cookie, or without any. */
export function askHall(kiosk: StartedKiosk, path: string, cookie = ''): Promise<Answer> {
  return askStaff(`${kiosk.hall}${path}`, { headers: cookie ? { cookie } : {} });
}

export function codeOf(answer: Answer): string {
  return (answer.json() as { code: string }).code;
}

export interface ListedScreen {
  id: string;
  name: string;
  connected: boolean;
  lastSeenMs: number | null;
}
