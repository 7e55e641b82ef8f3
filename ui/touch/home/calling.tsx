// Who is being called now, in the dark of what is live; while nobody is, how many wait.
import { callTo, attract as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import './calling.css';

export function Calling() {
  const { slices } = useKiosk();
  const board = slices.board.value;
  // Before the day begins nobody waits, and nobody can come to wait.
  const waiting =
    slices.centre.value?.day === null
      ? text.notYet
      : text.waiting(slices.services.value?.waiting ?? 0);
  if (!board?.now) {
    // Without the slice nothing is known of calls, which is not the same as nobody called.
    const what = board ? text.nobodyCalled : text.queue;
    return (
      <section class="calling calling-quiet" aria-label={text.queue}>
        <span class="calling-what">{what}</span>
        <p class="calling-now">
          <span>{waiting}</span>
        </p>
      </section>
    );
  }
  const { number, window } = board.now;
  return (
    <section class="calling" aria-label={text.calling}>
      <span class="calling-what">{text.calling}</span>
      <p class="calling-now" style={{ '--length': number.length }}>
        <b>{number}</b>
        <span>{callTo(window)}</span>
      </p>
      <span class="calling-waiting">{waiting}</span>
    </section>
  );
}
