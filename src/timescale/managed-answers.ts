import { z } from 'zod';
import { findCloud } from '../domain/cloud.ts';
import type { SeenPeering } from '../domain/peering.ts';
import type { SeenVpc, SeenVpcState } from '../domain/vpc.ts';
import { listOf, networkIn } from './answer-parts.ts';
import type { KeyOwner } from './api.ts';
import { peeringAnswer, seePeering } from './managed-peering-answers.ts';

/** Managed Service's word in ours; null: one that we do not know. */
const judgeVpcState = (word: string): SeenVpcState | null => {
  switch (word.toUpperCase()) {
    case 'APPROVED':
      return 'creating';
    case 'ACTIVE':
      return 'active';
    case 'DELETING':
      return 'deleting';
    default:
      return null;
  }
};

export interface VpcAnswer {
  readonly vpc: SeenVpc;
  /** A VPC stays for a while after its end. */
  readonly isDeleted: boolean;
  /** None in a list of VPCs. */
  readonly peerings: readonly SeenPeering[];
}

export const vpcAnswer = z
  .object({
    project_vpc_id: z.string().min(1),
    cloud_name: z.string(),
    network_cidr: z.string(),
    state: z.string(),
    peering_connections: listOf(peeringAnswer).optional(),
  })
  .transform(
    (seen): VpcAnswer => ({
      vpc: {
        providerId: seen.project_vpc_id,
        name: null,
        region: seen.cloud_name,
        cidr: networkIn(seen.network_cidr),
        cidrText: seen.network_cidr,
        state: judgeVpcState(seen.state.trim()),
      },
      isDeleted: seen.state.trim().toUpperCase() === 'DELETED',
      peerings: (seen.peering_connections ?? []).flatMap((each) => seePeering(each, seen.cloud_name) ?? []),
    }),
  );

/** Those that are there. */
export const vpcListAnswer = z
  .object({ vpcs: listOf(vpcAnswer) })
  .transform(({ vpcs }): readonly SeenVpc[] =>
    vpcs.filter(({ isDeleted }) => !isDeleted).map(({ vpc }) => vpc),
  );

export const keyOwnerAnswer = z.object({ project: z.object({ project_name: z.string() }) }).transform(
  ({ project }): KeyOwner => ({
    projectId: project.project_name,
    projectName: project.project_name,
    plan: null,
  }),
);

/** The clouds whose networks can be peered with, by Managed Service's own names. */
export const cloudListAnswer = z
  .object({ clouds: listOf(z.object({ cloud_name: z.string() })) })
  .transform(({ clouds }): readonly string[] =>
    [...new Set(clouds.map(({ cloud_name }) => cloud_name))]
      .filter((name) => findCloud(name).cloud !== null)
      .sort(),
  );

export const certificateAnswer = z
  .object({ certificate: z.string() })
  .transform(({ certificate }) => (certificate.trim() === '' ? null : certificate));
