// From "who are you" back to the order, whichever way the visitor takes.
import { useEffect } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import type { Buyer, Identity } from '../plan.ts';

export function chooseWay({ visits }: Kiosk, method: Buyer['method']): void {
  const { agreed } = visits.session.value.draft.value;
  if (agreed === method) visits.go({ name: 'buyer', step: 'enter', method });
  else visits.go({ name: 'buyer', step: 'notice', method, shown: null });
}

export function agreeTo(kiosk: Kiosk, method: Buyer['method'], shown: Buyer | null): void {
  const { draft } = kiosk.visits.session.value;
  draft.value = { ...draft.value, agreed: method };
  if (shown) buys(kiosk, shown);
  else chooseWay(kiosk, method);
}

/** Null: nobody says who. */
export function buys({ visits }: Kiosk, by: Buyer | null): void {
  const { draft, phone } = visits.session.value;
  phone.value = '';
  draft.value = { ...draft.value, by };
  while (visits.screen.value.name !== 'order' && visits.canGoBack.value) visits.back();
}

/** Cards and codes that are shown while this page is open belong to the order. */
export function useExpected(kiosk: Kiosk): void {
  const session = kiosk.visits.session.value;
  useEffect(() => {
    const shown = (identity: Identity) => {
      if (identity.method === 'headcount' || identity.method === 'resident') return;
      const { method } = identity;
      if (session.draft.value.agreed === method) buys(kiosk, identity);
      else kiosk.visits.go({ name: 'buyer', step: 'notice', method, shown: identity });
    };
    session.expects = shown;
    return () => {
      if (session.expects === shown) session.expects = null;
    };
  }, [session]);
}
