import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Allowance, SidePlan } from '../domain/side-plan.ts';
import { listAwsLines } from './side-aws-lines.ts';
import { listGoogleLines } from './side-google-lines.ts';
import type { LineGroup } from './side-lines.ts';

/** A plan line by line; `allow`: what the bot may do of it. */
export const listPlanLines = (
  plan: SidePlan,
  peer: PeerNetwork,
  allow: readonly Allowance[],
): readonly LineGroup[] =>
  plan.kind === 'aws' ? listAwsLines(plan, peer, allow) : listGoogleLines(plan, peer, allow);
