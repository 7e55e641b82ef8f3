// What became of each command, by its id: the same id again gets the same answer for 48 h of hall time.

export interface RememberedOutcome {
  /** Keyed digest of type, actor and body. */
  readonly digest: string;
  readonly hallMs: number;
  readonly reply: unknown;
  /** Seq of the command's last event: the answer waits until it is on disk. */
  readonly seq: number;
}
/** As a snapshot holds it. */
export type OutcomeEntry = readonly [
  id: string,
  digest: string,
  hallMs: number,
  seq: number,
  reply: unknown,
];

export const OUTCOMES_KEPT_MS = 48 * 3_600_000;

export interface Outcomes {
  get(commandId: string): RememberedOutcome | undefined;
  /** Part of the fold: forgets what is older than 48 h at this event. */
  add(commandId: string, outcome: RememberedOutcome): void;
  entries(): OutcomeEntry[];
}

export function createOutcomes(entries: readonly OutcomeEntry[] = []): Outcomes {
  // Hall time never goes back, so the oldest come first.
  const byId = new Map<string, RememberedOutcome>();
  for (const [id, digest, hallMs, seq, reply] of entries)
    byId.set(id, { digest, hallMs, seq, reply });

  function forgetBefore(hallMs: number): void {
    for (const [id, outcome] of byId) {
      if (outcome.hallMs >= hallMs) return;
      byId.delete(id);
    }
  }

  return {
    get: (commandId) => byId.get(commandId),
    add(commandId, outcome) {
      forgetBefore(outcome.hallMs - OUTCOMES_KEPT_MS);
      byId.delete(commandId);
      byId.set(commandId, outcome);
    },
    entries: () =>
      Array.from(byId, ([id, { digest, hallMs, seq, reply }]) => [id, digest, hallMs, seq, reply]),
  };
}
