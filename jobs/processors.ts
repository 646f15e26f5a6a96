import type { Deps } from '../src/deps.ts';
import { createAdvanceMove } from './advance-move.ts';
import { createAdvanceQuota } from './advance-quota.ts';
import { createAdvanceSide } from './advance-side.ts';
import { createAdvanceVpc } from './advance-vpc.ts';
import type { Processors } from './index.ts';
import { createObserveProject } from './observe-project.ts';
import { createPublishHome } from './publish-home.ts';
import { createSpeak } from './speak.ts';
import { createSweep } from './sweep.ts';
import { createTellProject } from './tell-project.ts';

/** Who carries out each job. */
export const createProcessors = (deps: Deps): Processors => ({
  'advance-vpc': createAdvanceVpc(deps),
  'advance-move': createAdvanceMove(deps),
  'advance-quota': createAdvanceQuota(deps),
  'advance-side': createAdvanceSide(deps),
  speak: createSpeak(deps),
  'tell-project': createTellProject(deps),
  'observe-project': createObserveProject(deps),
  'publish-home': createPublishHome(deps),
  sweep: createSweep(deps),
});
