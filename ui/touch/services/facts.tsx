// What an item is, in a few lines: for whom, how long it takes, whom to ask.
export interface Fact {
  what: string;
  says: string;
}
export interface FactsProps {
  facts: readonly Fact[];
  /** The main thing on the page. */
  large?: boolean;
}

export function Facts({ facts, large }: FactsProps) {
  return (
    <dl class={large ? 'facts facts-large' : 'facts'}>
      {facts.map(({ what, says }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}

export function lengthOf(facts: readonly Fact[]): number {
  return facts.reduce((sum, { says }) => sum + says.length, 0);
}
