// Waiting for a card or a code: nothing to tap, the reader says when.
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Card, Code } from '../../kit/icons.tsx';
import { checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Direction } from '../plan.ts';
import './attendance.css';

export interface PresentPageProps {
  method: 'idCard' | 'code';
  direction: Direction;
}

export function PresentPage({ method, direction }: PresentPageProps) {
  const { visits } = useKiosk();
  const card = method === 'idCard';
  return (
    <Page
      name="present"
      centred
      title={card ? text.cardTitle : text.codeTitle}
      action={
        <Button onTap={() => visits.go({ name: 'method', direction })}>{text.otherWay}</Button>
      }
    >
      <div class="present">
        {card ? <Card /> : <Code />}
        <p>
          <Clauses text={card ? text.cardText : text.codeText} />
        </p>
      </div>
    </Page>
  );
}
