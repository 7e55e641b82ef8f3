// `#/rate`: the window's screen, turned to the visitor. It fills everything, closes by itself, and whoever turns it back
// finds no trace of what was said.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DoneReply, RateAtWindowBody } from '../../../server/modules/ratings/page-schema.ts';
import type { Grade, Reason } from '../../../server/modules/ratings/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Grades, isBad, Reasons } from '../../kit/rating.tsx';
import { rating, windowRating as text } from '../../text/zh-ratings.ts';
import { failureText, useCommand } from '../parts/requests.ts';
import { useSession, useStaff } from '../staff.ts';
import { RatingPhone } from './rating-phone.tsx';
import './rate-visitor.css';

const CLOSES_S = 60;
const THANKS_S = 5;

export function RateVisitor() {
  const { live, router } = useStaff();
  const { accountId } = useSession();
  const windows = live.slices.tickets.value?.windows ?? [];
  const mine = windows.find((row) => row.accountId === accountId);
  const toTickets = () => router.go('tickets');
  if (mine) return <Turned window={mine.window} onClose={toTickets} />;
  return (
    <div class="note note-plain">
      <p>{text.noWindow}</p>
      <Button onTap={toTickets}>{text.toTickets}</Button>
    </div>
  );
}

type Step =
  | { name: 'grades' }
  | { name: 'reasons'; grade: Grade }
  | { name: 'phone'; grade: Grade }
  | { name: 'thanks'; said: string }
  | { name: 'failed'; why: string };

function Turned({ window, onClose }: { window: number; onClose: () => void }) {
  const step = useSignal<Step>({ name: 'grades' });
  const chosen = useSignal<Grade | null>(null);
  const reasons = useSignal<readonly Reason[]>([]);
  const command = useCommand<RateAtWindowBody, DoneReply>();
  const notice = useStaff().live.slices.centre.value?.notice;

  async function rate(grade: Grade, phone: string | null): Promise<void> {
    const contact = phone === null ? {} : { contact: { phone, notice: notice?.version ?? '' } };
    const why = isBad(grade) ? { reasons: [...reasons.value], ...contact } : {};
    const path = '/api/ratings/window-ratings';
    const done = await command.run(path, { window, grade, ...why });
    const failure = command.failure.peek();
    const bad = phone === null ? rating.thanksBad : rating.thanksCall;
    if (done) step.value = { name: 'thanks', said: isBad(grade) ? bad : rating.thanksText };
    else if (failure) {
      const refused = failure.kind === 'refused';
      step.value = { name: 'failed', why: refused ? failureText(failure) : text.failed };
    }
  }
  function choose(grade: Grade): void {
    chosen.value = grade;
    if (isBad(grade)) step.value = { name: 'reasons', grade };
    else void rate(grade, null);
  }

  const now = step.value;
  return (
    <Screen
      key={now.name}
      title={titleOf(now)}
      hint={hintOf(now)}
      seconds={now.name === 'thanks' ? THANKS_S : CLOSES_S}
      over={now.name === 'thanks' || now.name === 'failed'}
      onClose={onClose}
    >
      {now.name === 'grades' && (
        <Grades busy={command.busy.value ? chosen.value : null} onChoose={choose} />
      )}
      {now.name === 'reasons' && (
        <>
          <Reasons
            chosen={reasons.value}
            onChange={(said) => {
              reasons.value = said;
            }}
          />
          <div class="turned-actions">
            <Button look="go" busy={command.busy.value} onTap={() => void rate(now.grade, null)}>
              {rating.submit}
            </Button>
            <Button
              onTap={() => {
                step.value = { name: 'phone', grade: now.grade };
              }}
            >
              {rating.leavePhone}
            </Button>
          </div>
        </>
      )}
      {now.name === 'phone' && (
        <RatingPhone busy={command.busy.value} onSubmit={(phone) => void rate(now.grade, phone)} />
      )}
    </Screen>
  );
}

function titleOf(step: Step): string {
  switch (step.name) {
    case 'grades':
      return rating.title;
    case 'reasons':
      return rating.badTitle;
    case 'phone':
      return rating.leavePhone;
    case 'thanks':
      return rating.thanks;
    case 'failed':
      return step.why;
  }
}
function hintOf(step: Step): string | null {
  if (step.name === 'grades') return rating.hint;
  if (step.name === 'reasons') return rating.badHint;
  return step.name === 'thanks' ? step.said : null;
}

interface ScreenProps {
  title: string;
  hint: string | null;
  seconds: number;
  /** Nothing is left to say. */
  over: boolean;
  onClose: () => void;
  children: preact.ComponentChildren;
}

/** The native dialog keeps everything else of the page out of reach. */
function Screen({ title, hint, seconds, over, onClose, children }: ScreenProps) {
  const element = useRef<HTMLDialogElement>(null);
  const left = useSignal(seconds);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    const stir = () => {
      left.value = seconds;
    };
    const timer = setInterval(() => {
      left.value -= 1;
      if (left.value <= 0) onClose();
    }, 1000);
    dialog?.addEventListener('pointerdown', stir);
    dialog?.addEventListener('close', onClose);
    return () => {
      clearInterval(timer);
      dialog?.removeEventListener('pointerdown', stir);
      dialog?.removeEventListener('close', onClose);
      dialog?.close();
    };
  }, []);
  return (
    <dialog class="turned" ref={element} aria-labelledby="turned-title">
      <div class="turned-page">
        <div>
          {/* A focused face would look like a hint, and Enter would take it. */}
          <h2 id="turned-title" tabIndex={-1} autofocus>
            <Clauses text={title} />
          </h2>
          {hint && (
            <p>
              <Clauses text={hint} />
            </p>
          )}
        </div>
        <div class="turned-body">{children}</div>
        <div class="turned-end">
          <span>{text.closing(left.value)}</span>
          <Button onTap={onClose}>{over ? text.close : text.none}</Button>
        </div>
      </div>
    </dialog>
  );
}
