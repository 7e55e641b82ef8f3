// A member's QR, to hand over or to print.
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Qr } from '../../kit/qr.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import type { PersonRow } from './people.tsx';

const text = zhDesk.people;

export function MemberCard({ person, onEnd }: { person: PersonRow; onEnd: () => void }) {
  const { centre } = useStaff().live.slices;
  const card = useResource<{ code: string }>(
    `/api/directory/people/${encodeURIComponent(person.id)}/card`,
  );
  return (
    <Dialog title={text.cardOf(person.mask)} onDismiss={onEnd}>
      {card.failure.value && <LoadFailed failure={card.failure.value} again={card.reload} />}
      {!card.value.value && !card.failure.value && <Loading />}
      {card.value.value && (
        <div class="member-card">
          <Qr text={card.value.value.code} label={text.cardAlt} />
          <b>
            {person.mask} {person.unit} {person.group}
          </b>
          <span>{centre.value?.name}</span>
        </div>
      )}
      <p class="no-print">{text.cardText}</p>
      <div class="form-actions no-print">
        <Button look="quiet" onTap={onEnd}>
          {zhStaff.common.close}
        </Button>
        <Button disabled={!card.value.value} onTap={() => window.print()}>
          {zhStaff.common.print}
        </Button>
      </div>
    </Dialog>
  );
}
