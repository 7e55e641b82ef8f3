import { defineConfig } from 'vitest/config';

/** What mostly waits: for a device's silence, a process that starts, a disk. */
const WAITING = ['config', 'devices', 'server', 'bench'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
/** What paints: two cores are one browser each; a third makes all of them slow. */
const PAINTING = ['ui', 'journeys', 'config/deploy'].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A condition is waited for, however busy the machine is.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'waiting',
          include: [...WAITING, 'test/*.test.ts'],
          exclude: PAINTING,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'painting',
          include: PAINTING,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
