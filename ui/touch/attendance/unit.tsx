// Where do you come from? From a list, and it may be skipped.
import { useState } from 'preact/hooks';
import type { Unit } from '../../../server/modules/directory/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Paged } from '../../kit/paged.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { checkIn as text, unitKinds } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { checkIn } from './flow.ts';
import './attendance.css';

const KINDS: readonly Unit['kind'][] = ['village', 'enterprise', 'branch', 'other'];

export function UnitPage() {
  const kiosk = useKiosk();
  const units = kiosk.slices.units.value?.units ?? [];
  const kinds = KINDS.filter((kind) => units.some((unit) => unit.kind === kind));
  const [kind, setKind] = useState(kinds[0]);
  const [chosen, setChosen] = useState<string | null>(null);
  const busy = kiosk.visits.session.value.checkIn.busy.value;
  const submit = (unitId: string | null) => {
    if (busy) return;
    setChosen(unitId);
    void checkIn(kiosk, unitId);
  };
  return (
    <Page
      name="unit"
      title={text.unitTitle}
      action={
        <Button busy={busy && chosen === null} onTap={() => submit(null)}>
          {text.unitSkip}
        </Button>
      }
    >
      <div class="units">
        {kinds.length > 1 && (
          <div class="unit-kinds">
            {kinds.map((one) => (
              <Button key={one} pressed={one === kind} onTap={() => setKind(one)}>
                {unitKinds[one]}
              </Button>
            ))}
          </div>
        )}
        <Paged
          key={kind}
          items={units.filter((unit) => unit.kind === kind)}
          columns={wide.value ? 3 : 2}
          rows={wide.value ? 3 : 5}
          label={text.unitTitle}
        >
          {({ id, name }) => (
            <Choice
              key={id}
              shape="bare"
              name={name}
              busy={busy && chosen === id}
              onTap={() => submit(id)}
            />
          )}
        </Paged>
      </div>
    </Page>
  );
}
