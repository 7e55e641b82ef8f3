// Who is being called now, in the dark of what is live; how many wait, where nothing is known of calls.
import { callTo, attract as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import './calling.css';

export function Calling() {
  const { slices } = useKiosk();
  const board = slices.board.value;
  const waiting = text.waiting(slices.services.value?.waiting ?? 0);
  if (!board) {
    return (
      <section class="calling calling-quiet" aria-label={text.queue}>
        <span class="calling-what">{text.queue}</span>
        <p class="calling-now">
          <span>{waiting}</span>
        </p>
      </section>
    );
  }
  const { now } = board;
  return (
    <section class="calling" aria-label={text.calling}>
      <span class="calling-what">{now ? text.calling : text.nobodyCalled}</span>
      {now && (
        <p class="calling-now" key={`${now.number}-${now.atMs}`}>
          <b>{now.number}</b>
          <span>{callTo(now.window)}</span>
        </p>
      )}
      <span class="calling-waiting">{waiting}</span>
    </section>
  );
}
