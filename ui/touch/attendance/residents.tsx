// Pick yourself: the surname, then the masked name. Nothing to type, nothing to read of others.
import { useEffect, useState } from 'preact/hooks';
import type { Residents, Surnames } from '../../../server/modules/directory/schema.ts';
import { get, type Outcome } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Banner } from '../../kit/notice.tsx';
import { Paged } from '../../kit/paged.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { common, refusalText, checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Direction } from '../plan.ts';
import { identified } from './flow.ts';
import './attendance.css';

/** Reads for as long as the page is open; `again` after a failure. */
function useRead<Reply>(path: string): { outcome: Outcome<Reply> | null; again: () => void } {
  const { abort } = useKiosk().visits.session.value;
  const [outcome, setOutcome] = useState<Outcome<Reply> | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let open = true;
    void get<Reply>(path, { signal: abort.signal }).then((one) => open && setOutcome(one));
    return () => {
      open = false;
    };
  }, [path, tries]);
  const again = () => {
    setOutcome(null);
    setTries(tries + 1);
  };
  return { outcome, again };
}

export function SurnamesPage({ direction }: { direction: Direction }) {
  const { visits } = useKiosk();
  const { outcome, again } = useRead<Surnames>('/api/directory/surnames');
  const surnames = outcome?.ok ? outcome.reply.surnames : [];
  return (
    <Page name="surnames" title={text.surnameTitle}>
      <ReadState outcome={outcome} again={again} empty={surnames.length === 0} />
      {surnames.length > 0 && (
        <Paged
          items={surnames}
          columns={wide.value ? 5 : 3}
          rows={wide.value ? 3 : 6}
          label={text.surnameTitle}
        >
          {({ surname, count }) => (
            <Choice
              key={surname}
              shape="bare"
              name={surname}
              hint={text.surnameCount(count)}
              onTap={() => visits.go({ name: 'residents', surname, direction })}
            />
          )}
        </Paged>
      )}
    </Page>
  );
}

export interface ResidentsPageProps {
  surname: string;
  direction: Direction;
}
export function ResidentsPage({ surname, direction }: ResidentsPageProps) {
  const kiosk = useKiosk();
  const { checkIn, checkOut, identity } = kiosk.visits.session.value;
  const path = `/api/directory/residents?surname=${encodeURIComponent(surname)}`;
  const { outcome, again } = useRead<Residents>(path);
  const residents = outcome?.ok ? outcome.reply.residents : [];
  const working = checkIn.busy.value || checkOut.busy.value;
  const chosen = identity.value?.method === 'resident' ? identity.value.residentId : null;
  const title = text.residentTitle(surname);
  return (
    <Page name="residents" title={title}>
      <ReadState outcome={outcome} again={again} empty={residents.length === 0} />
      {residents.length > 0 && (
        <Paged
          items={residents}
          columns={wide.value ? 3 : 2}
          rows={wide.value ? 3 : 6}
          label={title}
        >
          {({ id, mask, unit, group }) => (
            <Choice
              key={id}
              name={mask}
              hint={`${unit} ${group}`}
              busy={working && chosen === id}
              onTap={() => identified(kiosk, { method: 'resident', residentId: id }, direction)}
            />
          )}
        </Paged>
      )}
    </Page>
  );
}

interface ReadStateProps {
  outcome: Outcome<unknown> | null;
  again: () => void;
  empty: boolean;
}
function ReadState({ outcome, again, empty }: ReadStateProps) {
  if (!outcome) return <p class="waiting-text">{common.loading}</p>;
  if (!outcome.ok) {
    const { failure } = outcome;
    const why =
      failure.kind === 'refused' ? refusalText(failure.code, failure.params) : common.unreachable;
    return (
      <div class="read-failed">
        <Banner tone="trouble" title={why} live />
        <Button onTap={again}>{common.again}</Button>
      </div>
    );
  }
  return empty ? <Banner tone="plain" title={text.surnamesEmpty} live /> : null;
}
