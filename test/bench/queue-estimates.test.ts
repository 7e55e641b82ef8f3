// The estimator in simulated halls, smaller than the bench has them: better than every formula, and as often right as it says.
import { expect, test } from 'vitest';
import { compare, measureScenario, scenarios } from './queue-estimates.ts';

test('it errs less than the best formula, and one of five waits longer than told at most', () => {
  const results = scenarios.map((scenario) => measureScenario(scenario, 2500, 1));
  const { estimator, best } = compare(results);
  expect(estimator / best.error, best.name).toBeLessThan(0.9);
  for (const { told } of results) {
    expect(told.count).toBeGreaterThan(2000);
    expect(told.late / told.count).toBeLessThan(0.2);
    expect(told.inside / told.count).toBeGreaterThan(0.6);
  }
});
