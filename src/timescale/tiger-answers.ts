import { z } from 'zod';
import type { PeeringState, SeenPeering } from '../domain/peering.ts';
import type { SeenVpc } from '../domain/vpc.ts';
import { listOf, networkIn, optionalText } from './answer-parts.ts';
import type { KeyOwner } from './api.ts';

const REJECTED = /reject|declin/i;

/**
 * Tiger's status in our words. An error message on a peering that is not active is its end, whatever
 * the status still says: a mistyped peer VPC stands as a message beside an ordinary status.
 */
export const judgePeeringStatus = (
  status: string | null,
  provisionedId: string | null,
  message: string | null,
): PeeringState => {
  const rejected = message !== null && REJECTED.test(message);
  switch (status?.toUpperCase()) {
    case 'ACTIVE':
      return 'active';
    case 'TIMEOUT':
      return 'expired';
    case 'DISABLED':
      return 'deleted-by-peer';
    case 'INVALID':
      return rejected ? 'rejected-by-peer' : 'invalid-specification';
    case 'PENDING':
    case 'APPROVED':
      if (message !== null) return rejected ? 'rejected-by-peer' : 'invalid-specification';
      return provisionedId === null ? 'approved' : 'pending-peer';
    default:
      if (message === null) return 'unknown';
      return rejected ? 'rejected-by-peer' : 'failed';
  }
};

export const vpcAnswer = z
  .object({ id: z.string().min(1), name: z.string(), cidr: z.string(), region_code: z.string() })
  .transform(
    ({ id, name, cidr, region_code }): SeenVpc => ({
      providerId: id,
      name,
      region: region_code,
      cidr: networkIn(cidr),
      cidrText: cidr,
      state: null,
    }),
  );

export const peeringAnswer = z
  .object({
    id: z.string().min(1),
    peer_account_id: z.string(),
    peer_region_code: z.string(),
    peer_vpc_id: z.string(),
    provisioned_id: optionalText,
    status: optionalText,
    error_message: optionalText,
  })
  .transform(
    (seen): SeenPeering => ({
      providerId: seen.id,
      peer: {
        kind: 'aws',
        accountId: seen.peer_account_id,
        vpcId: seen.peer_vpc_id,
        region: seen.peer_region_code,
      },
      state: judgePeeringStatus(seen.status?.trim() ?? null, seen.provisioned_id, seen.error_message),
      rawStatus: seen.status ?? '',
      provisionedId: seen.provisioned_id,
      message: seen.error_message,
      peerRanges: [],
      warnings: [],
    }),
  );

export const vpcListAnswer = listOf(vpcAnswer);
export const peeringListAnswer = listOf(peeringAnswer);

const apiKey = z.object({
  project: z.object({ id: z.string(), name: z.string(), plan_type: z.string() }),
});

/** `apiKey` is the older name of `api_key`. */
export const keyOwnerAnswer = z
  .union([
    z.object({ api_key: apiKey }).transform((answer) => answer.api_key),
    z.object({ apiKey }).transform((answer) => answer.apiKey),
  ])
  .transform(
    ({ project }): KeyOwner => ({
      projectId: project.id,
      projectName: project.name,
      plan: project.plan_type,
    }),
  );
