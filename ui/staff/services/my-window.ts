// Which window this desk is: kept for the session of the browser tab, through reloads; no personal datum.

const KEY = 'window';

export function readWindow(): number | null {
  const kept = Number(sessionStorage.getItem(KEY));
  return kept > 0 ? kept : null;
}
export function rememberWindow(number: number | null): void {
  if (number === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, String(number));
}
