import { assertKnown, isDone, isOverLimit, messageOf, read } from './answer.ts';
import type { TimescaleProject, VpcCreation } from './api.ts';
import type { HttpAnswer } from './http.ts';
import {
  certificateAnswer,
  cloudListAnswer,
  keyOwnerAnswer,
  vpcAnswer,
  vpcListAnswer,
} from './managed-answers.ts';
import {
  assertIdle,
  judgeDeletion,
  type ManagedCalls,
  type ManagedOptions,
  openManagedCalls,
} from './managed-calls.ts';
import { createPeeringCalls } from './managed-peerings.ts';
import { createServiceCalls } from './managed-services.ts';

const judgeVpcCreation = (doing: string, answer: HttpAnswer): VpcCreation => {
  if (isDone(answer)) return { kind: 'created', vpc: read(vpcAnswer, doing, answer).vpc };
  const message = messageOf(answer);
  // Before the key is blamed: a limit may come as a 403.
  if (isOverLimit(answer)) return { kind: 'over-limit', message };
  assertKnown(doing, answer);
  assertIdle(doing, answer);
  return { kind: 'refused', message };
};

type VpcCalls = 'listVpcs' | 'getVpc' | 'createVpc' | 'renameVpc' | 'deleteVpc';

const createVpcCalls = ({
  projectId,
  ask,
  askOfVpc,
  lookAtProject,
  inProject,
}: ManagedCalls): Pick<TimescaleProject, VpcCalls> => ({
  listVpcs: async () => {
    const doing = `listing vpcs of project "${projectId}"`;
    return read(vpcListAnswer, doing, await lookAtProject(inProject('vpcs'), doing));
  },
  getVpc: async (vpcId) => {
    const doing = `reading vpc "${vpcId}"`;
    const answer = await askOfVpc(vpcId, 'GET', [], doing);
    if (answer.status === 404) return null;
    const { vpc, isDeleted } = read(vpcAnswer, doing, answer);
    return isDeleted ? null : vpc;
  },
  createVpc: async ({ name, region, cidr }) => {
    const doing = `creating vpc "${name}"`;
    const body = { cloud_name: region, network_cidr: cidr.text, peering_connections: [] };
    return judgeVpcCreation(doing, await ask('POST', inProject('vpcs'), doing, body));
  },
  // VPCs have no names there: the name is the bot's own, which nobody has to be asked about.
  renameVpc: async () => ({ kind: 'accepted' }),
  deleteVpc: async (vpcId) => judgeDeletion(await askOfVpc(vpcId, 'DELETE', [], `deleting vpc "${vpcId}"`)),
});

/** One project of Managed Service for TimescaleDB, by the Aiven API (api.aiven.io/doc, aiven-client). */
export const createManagedProject = (options: ManagedOptions): TimescaleProject => {
  const calls = openManagedCalls(options);
  const { projectId, look, lookAtProject, inProject } = calls;
  return {
    findKeyOwner: async () => {
      const doing = `asking whether the key opens project "${projectId}"`;
      return read(keyOwnerAnswer, doing, await lookAtProject(inProject(), doing));
    },
    listRegions: async () => {
      const doing = `listing clouds of project "${projectId}"`;
      return read(cloudListAnswer, doing, await lookAtProject(inProject('clouds'), doing));
    },
    getCertificate: async () => {
      const doing = `reading the certificate authority of project "${projectId}"`;
      const answer = await look(inProject('kms', 'ca'), doing);
      return answer.status === 404 ? null : read(certificateAnswer, doing, answer);
    },
    ...createVpcCalls(calls),
    ...createPeeringCalls(calls),
    ...createServiceCalls(calls),
  };
};
