// Puts a made-up ID card on the virtual reader, and takes it away again.
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { Plug, type TwinProps } from './plug.tsx';
import { type SampleCard, sampleCards } from './sample-cards.ts';

const text = zhDesk.virtual;
const PATH = '/api/devices/virtual/id-card';

export function VirtualIdCard(twin: TwinProps) {
  const { report, reload } = twin;
  const command = useCommand<Omit<SampleCard, 'key'> | Record<never, never>>();
  async function putDown({ key: _key, ...card }: SampleCard): Promise<void> {
    if (await command.run(PATH, card)) toast('good', text.cardDone(card.name));
    await reload();
  }
  async function lift(): Promise<void> {
    await command.run(`${PATH}/removal`, {});
    await reload();
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
      <Button disabled={!report?.card} busy={command.busy.value} onTap={lift}>
        {report?.card ? text.cardLift : text.cardNone}
      </Button>
      <Plug kind="idCardReader" {...twin} />
      <FailureNote failure={command.failure.value} />
    </div>
  );
}
