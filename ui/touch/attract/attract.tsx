// Nobody is here: the hall's clock, the queue, the notices, and one large invitation.
import { useEffect } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { attract as text } from '../../text/zh.ts';
import { Calling } from '../home/calling.tsx';
import { CentreHeader } from '../home/home.tsx';
import { Notices } from '../home/notices.tsx';
import { useKiosk } from '../kiosk.ts';
import './attract.css';

export function AttractPage() {
  const { visits, slices } = useKiosk();
  const centre = slices.centre.value;
  const start = () => visits.arrive({ name: 'home' });
  // The button says where to tap; a tap anywhere else means the same.
  useEffect(() => {
    document.addEventListener('click', start);
    return () => document.removeEventListener('click', start);
  }, []);
  if (!centre) return null;
  return (
    <div class="attract">
      <CentreHeader />
      <main class="attract-live">
        <Calling />
        <Notices />
      </main>
      <footer class="attract-start">
        <p>{text.hint}</p>
        <Button look="go" onTap={() => {}}>
          {text.start}
        </Button>
        <small>{text.hours(centre.opensAt, centre.closesAt)}</small>
      </footer>
    </div>
  );
}
