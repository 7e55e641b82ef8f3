// The first question at a desk: which window is this?
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';

const text = zhStaff.tickets;

export interface ChooseWindowProps {
  windows: readonly number[];
  onChoose: (window: number) => void;
}

export function ChooseWindow({ windows, onChoose }: ChooseWindowProps) {
  return (
    <section class="panel">
      <h2>{text.chooseWindow}</h2>
      {windows.length === 0 ? (
        <p>{text.noWindows}</p>
      ) : (
        <>
          <div class="windows">
            {windows.map((window) => (
              <Button key={window} onTap={() => onChoose(window)}>
                {text.window(window)}
              </Button>
            ))}
          </div>
          <p class="quiet">{text.chooseHint}</p>
        </>
      )}
    </section>
  );
}
