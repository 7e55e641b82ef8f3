// Where a session's commands go, and which part of the section is open.
import type { Router } from '../router.ts';

export const SESSIONS = '/api/workshop/sessions';

export function sessionPath(id: string, what: string): string {
  return `${SESSIONS}/${encodeURIComponent(id)}/${what}`;
}

export type PartName = 'console' | 'shelf' | 'history';

export function openPart(router: Router, part: PartName, id: string): void {
  router.setQuery({ part, id });
}

export function toList(router: Router): void {
  router.setQuery({});
}
