// npm run bench queue: the simulator against textbooks, the estimator against the formulas of other systems, ten thousand
// who wait.
import { type Case, quantile } from './case.ts';
import { measureBoards } from './queue-board.ts';
import { crowdCases } from './queue-crowd.ts';
import {
  compare,
  harder,
  measureScenario,
  type Scenario,
  type ScenarioResult,
  scenarios,
} from './queue-estimates.ts';
import { measureWaits, type ReferenceHall, referenceHalls } from './queue-reference.ts';

const SEEDS = [1, 2, 3];
const REFERENCE_TICKETS = 1_000_000;
const SCENARIO_TICKETS = 10_000;

export async function run(): Promise<Case[]> {
  return [
    ...referenceHalls.flatMap(referenceCases),
    ...estimateCases(),
    ...(await crowdCases()),
    ...(await measureBoards()),
  ];
}

function referenceCases(hall: ReferenceHall): Case[] {
  const runs = SEEDS.map((seed) => measureWaits(hall, REFERENCE_TICKETS, seed));
  return hall.expected.map((expected, index) => {
    const means = runs.map(({ byClass }) => byClass[index] ?? Number.NaN);
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    const ofMany = hall.expected.length > 1;
    return {
      name: `${hall.name}${ofMany ? (index === 0 ? ': first' : ': others') : ''}, off by`,
      unit: '%',
      value: 100 * Math.abs(mean / expected - 1),
      detail: { simulated: mean, textbook: expected },
      bound: { atMost: 5 },
    };
  });
}

function estimateCases(): Case[] {
  const results = scenarios.map(measured);
  const beside = harder.map(measured);
  return [
    {
      ...errorCase('estimate, the three scenarios together', results.flat()),
      bound: { atMost: 0.85 },
    },
    ...[...scenarios, ...harder].map(({ name }, index) =>
      errorCase(`estimate, ${name}`, [...results, ...beside][index] ?? []),
    ),
  ];
}

function measured(scenario: Scenario): ScenarioResult[] {
  return SEEDS.map((seed) => measureScenario(scenario, SCENARIO_TICKETS, seed));
}

function errorCase(name: string, results: readonly ScenarioResult[]): Case {
  const { estimator, best } = compare(results);
  const sum = (of: 'count' | 'inside' | 'late') =>
    results.reduce((total, { told }) => total + told[of], 0);
  return {
    name,
    unit: 'min',
    value: estimator,
    peer: { name: best.name, value: best.error },
    detail: {
      inside: sum('inside') / sum('count'),
      late: sum('late') / sum('count'),
      told: sum('count'),
      'ms p99': quantile(
        results.flatMap(({ costs }) => [...costs]),
        0.99,
      ),
    },
  };
}
