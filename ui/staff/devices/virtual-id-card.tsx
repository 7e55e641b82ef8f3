// Puts a made-up ID card on the virtual reader.
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { type SampleCard, sampleCards } from './sample-cards.ts';

const text = zhDesk.virtual;

export function VirtualIdCard() {
  const command = useCommand<Omit<SampleCard, 'key'>>();
  async function putDown({ key: _key, ...card }: SampleCard): Promise<void> {
    if (await command.run('/api/devices/virtual/id-card', card)) {
      toast('good', text.cardDone(card.name));
    }
  }
  return (
    <div class="panel">
      <h3>{text.card}</h3>
      <p class="quiet">{text.cardText}</p>
      <div class="cards">
        {sampleCards.map((card) => (
          <Button key={card.key} busy={command.busy.value} onTap={() => putDown(card)}>
            {card.name}
            <small>{text.sampleNotes[card.key]}</small>
          </Button>
        ))}
      </div>
      <FailureNote failure={command.failure.value} />
    </div>
  );
}
