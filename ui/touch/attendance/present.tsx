// Waiting for a card or a code: nothing to tap, the reader says when.
import type { CardTroubleMoment } from '../../../devices/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Card, Code } from '../../kit/icons.tsx';
import { scan, checkIn as text } from '../../text/zh.ts';
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
  return <Present method={method} onOtherWay={() => visits.go({ name: 'method', direction })} />;
}

export interface PresentProps extends Pick<PresentPageProps, 'method'> {
  onOtherWay: () => void;
}
export function Present({ method, onOtherWay }: PresentProps) {
  const { visits } = useKiosk();
  const card = method === 'idCard';
  const trouble = visits.session.value.cardTrouble.value;
  const [title, hint] = saying(method, card ? trouble : null);
  return (
    <Page
      name="present"
      centred
      title={title}
      action={<Button onTap={onOtherWay}>{text.otherWay}</Button>}
    >
      <div class="present" role="status">
        {card ? <Card /> : <Code />}
        <p>
          <Clauses text={hint} />
        </p>
      </div>
    </Page>
  );
}

function saying(
  method: PresentPageProps['method'],
  trouble: CardTroubleMoment['trouble'] | null,
): readonly [title: string, hint: string] {
  if (trouble === 'liftCard') return [scan.liftCard, scan.liftCardText];
  if (trouble === 'unknownCard') return [scan.unknownCard, scan.unknownCardText];
  return method === 'idCard' ? [text.cardTitle, text.cardText] : [text.codeTitle, text.codeText];
}
