// Runs commands against folded events, as `execute` does, without a disk: for tests of decisions.
import type { Static, TSchema } from 'typebox';
import { registry, type Views } from '../../../server/modules/registry.ts';
import type {
  Actor,
  CommandDefinition,
  DecideContext,
  NewEvent,
  RecordedEvent,
  Refused,
  ViewState,
} from '../../../server/store/module.ts';

export interface Bench {
  readonly views: Views;
  readonly recorded: RecordedEvent[];
  wallMs: number;
  actor: Actor;
  /** Decides and folds; returns the reply. Fails the test when the command is refused. */
  accept<Body extends TSchema, Reply>(
    c: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Reply;
  /** Decides; returns the code of the refusal. Fails the test when the command is accepted. */
  refuse<Body extends TSchema, Reply>(
    c: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): string;
  fold(event: NewEvent): void;
}

export function createBench(): Bench {
  const views = Object.fromEntries(
    registry.map((module) => [module.name, module.initial()]),
  ) as unknown as Views;
  const recorded: RecordedEvent[] = [];
  let keys = 0;
  /** One for all events of a command. */
  let commandId = 'none';

  function context(): DecideContext {
    const next = recorded.length + 1;
    commandId = `command-${next}`;
    return {
      actor: bench.actor,
      commandId,
      wallMs: bench.wallMs,
      hallMs: bench.wallMs,
      clockTrusted: true,
      id: (index) => `T1-1-${(next + index).toString(36)}`,
      randomId: () => `random-${next}`,
      newKey: () => `key-${++keys}`,
      open: (field) => ({ value: field.sealed, mask: field.sealed }),
      find: () => [],
      readCode: () => null,
    };
  }
  const bench: Bench = {
    views,
    recorded,
    wallMs: Date.parse('2026-11-23T01:00:00Z'),
    actor: { kind: 'touchscreen' },
    accept(command, body) {
      const decision = command.decide(views, body, context());
      if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
      for (const one of decision.events) bench.fold(one);
      return decision.reply;
    },
    refuse(command, body) {
      const decision = command.decide(views, body, context());
      if (!('refused' in decision)) throw new Error('accepted');
      return (decision as Refused).refused;
    },
    fold(event) {
      const seq = recorded.length + 1;
      const one: RecordedEvent = {
        ...event,
        id: `T1-1-${seq.toString(36)}`,
        epoch: 1,
        seq,
        actor: bench.actor,
        commandId,
        wallMs: bench.wallMs,
        hallMs: bench.wallMs,
        trusted: true,
      };
      recorded.push(one);
      for (const module of registry) {
        module.fold(views[module.name as keyof Views] as ViewState as never, one);
      }
    },
  };
  return bench;
}
