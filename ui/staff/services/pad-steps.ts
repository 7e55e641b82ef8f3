// What the keys of the window's pad do. One thing at a time: whatever is pressed meanwhile does nothing.
import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CallReply, WindowRow } from '../../../server/modules/services/page-schema.ts';
import type { Failure } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { type Step, ticketPath, useStep } from './steps.ts';

const text = zhConsole.pad;
/** As long as the server takes a call back. */
const UNDO_MS = 10_000;
/** The second half of a double click, or a finger that bounces, comes within this after the first was answered. */
const SETTLE_MS = 400;

export type StepName = 'next' | 'again' | 'start' | 'missed' | 'hold' | 'undo' | 'back' | 'resume';
export interface PadSteps {
  readonly running: ReadonlySignal<StepName | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** The ticket whose call can still be taken back. */
  readonly undoable: ReadonlySignal<string | null>;
  next(): void;
  again(): void;
  start(): void;
  missed(): void;
  hold(): void;
  undo(): void;
  callBack(ticketId: string): void;
  resume(): void;
  /** A dialog called somebody: that can be taken back too. */
  called(reply: CallReply): void;
  /** A dialog has closed under a finger that may press once more. */
  settle(): void;
}

export function usePadSteps({ window, ticket, paused }: WindowRow): PadSteps {
  const calling = useStep<object, CallReply>();
  const acting = useStep<object>();
  const running = useSignal<StepName | null>(null);
  const undoable = useUndoable();
  const settledMs = useRef(Number.NEGATIVE_INFINITY);
  const number = ticket?.number ?? '';
  const isCalled = ticket?.state === 'called';

  function settle(): void {
    settledMs.current = performance.now();
  }
  function bounces(): boolean {
    return performance.now() - settledMs.current < SETTLE_MS;
  }
  async function run<Reply>(
    name: StepName,
    step: Step<object, Reply>,
    { path, body = {} }: { path: string; body?: object },
  ): Promise<Reply | null> {
    if (running.value !== null) return null;
    calling.clear();
    acting.clear();
    running.value = name;
    const done = await step.run(path, body);
    running.value = null;
    settle();
    if (done === null || done === 'changed') return null;
    // Whatever came after the call stands on it.
    undoable.value = null;
    return done.reply;
  }
  async function onTicket(name: StepName, way: string, said: string): Promise<void> {
    if (!ticket) return;
    if (await run(name, acting, { path: ticketPath(ticket.id, way) })) toast('good', said);
  }
  function called(reply: CallReply): void {
    toast('good', text.called(reply.number));
    undoable.value = reply.id;
    settle();
  }

  return {
    running,
    failure: useComputed(() => calling.failure.value ?? acting.failure.value),
    undoable,
    called,
    settle,
    async next() {
      if (paused || bounces()) return;
      const reply = await run('next', calling, { path: '/api/services/calls', body: { window } });
      if (reply) called(reply);
    },
    again() {
      if (!bounces()) onTicket('again', 'calls', text.called(number));
    },
    start() {
      if (isCalled) onTicket('start', 'start', text.started(number));
    },
    missed() {
      if (isCalled) onTicket('missed', 'miss', text.passed(number));
    },
    hold: () => void onTicket('hold', 'hold', text.held(number)),
    undo: () => void onTicket('undo', 'undo', text.undone(number)),
    async callBack(ticketId) {
      const reply = await run('back', calling, { path: ticketPath(ticketId, 'return') });
      if (reply) toast('good', text.called(reply.number));
    },
    async resume() {
      const body = { window, paused: false };
      const done = await run('resume', acting, { path: '/api/services/pauses', body });
      if (done) toast('good', zhConsole.pause.resumed);
    },
  };
}

/** The last ticket called, for as long as the call can be taken back. */
function useUndoable(): Signal<string | null> {
  const undoable = useSignal<string | null>(null);
  const ticketId = undoable.value;
  useEffect(() => {
    if (ticketId === null) return;
    const timer = setTimeout(() => {
      undoable.value = null;
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [ticketId, undoable]);
  return undoable;
}
