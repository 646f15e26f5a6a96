import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SLOW = ['processes', 'faults', 'page', 'journeys'].map((folder) => `/test/${folder}/`);

const isSlow = ({ moduleId }: TestSpecification): boolean => SLOW.some((part) => moduleId.includes(part));

/** What takes long begins first, also where no earlier run is remembered: one left for the end is waited for alone. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/seed.ts'],
    pool: 'forks',
    // One more than the two cores of the smallest machine: many tests wait for a browser or a process.
    maxWorkers: 3,
    // Of a file's tests that may run at the same time: each starts processes.
    maxConcurrency: 3,
    sequence: { sequencer: SlowFirst },
    // No module holds what another file could feel, so one evaluation serves all files of a worker: loading them took half the run.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What is waited for comes at once; a busy machine may need longer than the second that is the default.
    expect: { poll: { timeout: 10_000 } },
    // The second is for .ci/run, which counts from it.
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/tests.json' }]],
  },
});
