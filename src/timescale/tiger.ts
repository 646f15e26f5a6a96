import { assertKnown, isDone, isOverLimit, messageOf, read } from './answer.ts';
import type { Deletion, PeeringCreation, TimescaleProject, VpcCreation } from './api.ts';
import type { HttpAnswer } from './http.ts';
import {
  keyOwnerAnswer,
  peeringAnswer,
  peeringListAnswer,
  vpcAnswer,
  vpcListAnswer,
} from './tiger-answers.ts';
import {
  assertIdle,
  isBusy,
  isMissing,
  judgeChange,
  openTigerCalls,
  type TigerCalls,
  type TigerOptions,
} from './tiger-calls.ts';
import { createServiceCalls } from './tiger-services.ts';

const judgeVpcCreation = (doing: string, answer: HttpAnswer): VpcCreation => {
  if (isDone(answer)) return { kind: 'created', vpc: read(vpcAnswer, doing, answer) };
  const message = messageOf(answer);
  // Before the key is blamed: a plan's limit may come as a 403.
  if (isOverLimit(answer)) return { kind: 'over-limit', message };
  assertKnown(doing, answer);
  assertIdle(doing, answer);
  return { kind: 'refused', message };
};

const judgePeeringCreation = (doing: string, answer: HttpAnswer): PeeringCreation => {
  assertKnown(doing, answer);
  assertIdle(doing, answer);
  if (isDone(answer)) return { kind: 'created', peering: read(peeringAnswer, doing, answer) };
  return { kind: isMissing(answer) ? 'vpc-not-found' : 'refused', message: messageOf(answer) };
};

const judgeDeletion = (doing: string, answer: HttpAnswer): Deletion => {
  assertKnown(doing, answer);
  if (isDone(answer)) return { kind: 'deleted' };
  if (isMissing(answer)) return { kind: 'gone' };
  const message = messageOf(answer);
  const busy = answer.status === 409 || isBusy(answer);
  return { kind: busy ? 'busy' : 'refused', message };
};

type VpcCalls = 'listVpcs' | 'getVpc' | 'createVpc' | 'renameVpc' | 'deleteVpc';

const createVpcCalls = ({
  projectId,
  ask,
  look,
  inProject,
}: TigerCalls): Pick<TimescaleProject, VpcCalls> => ({
  listVpcs: async () => {
    const doing = `listing vpcs of project "${projectId}"`;
    return read(vpcListAnswer, doing, await look(inProject('vpcs'), doing));
  },
  getVpc: async (vpcId) => {
    const doing = `reading vpc "${vpcId}"`;
    const answer = await look(inProject('vpcs', vpcId), doing);
    return isMissing(answer) ? null : read(vpcAnswer, doing, answer);
  },
  createVpc: async ({ name, region, cidr }) => {
    const doing = `creating vpc "${name}"`;
    const body = { name, region_code: region, cidr: cidr.text };
    return judgeVpcCreation(doing, await ask('POST', inProject('vpcs'), doing, body));
  },
  renameVpc: async (vpcId, name) => {
    const doing = `renaming vpc "${vpcId}" to "${name}"`;
    return judgeChange(doing, await ask('POST', inProject('vpcs', vpcId, 'rename'), doing, { name }));
  },
  deleteVpc: async (vpcId) => {
    const doing = `deleting vpc "${vpcId}"`;
    return judgeDeletion(doing, await ask('DELETE', inProject('vpcs', vpcId), doing));
  },
});

type PeeringCalls = 'listPeerings' | 'createPeering' | 'deletePeering' | 'refreshPeerings';

const createPeeringCalls = ({ ask, look, inProject }: TigerCalls): Pick<TimescaleProject, PeeringCalls> => {
  const peerings = (vpcId: string, ...more: readonly string[]) =>
    inProject('vpcs', vpcId, 'peerings', ...more);
  return {
    listPeerings: async ({ providerId: vpcId }) => {
      const doing = `listing peerings of vpc "${vpcId}"`;
      const answer = await look(peerings(vpcId), doing);
      if (isMissing(answer)) return { kind: 'vpc-not-found' };
      return { kind: 'listed', peerings: read(peeringListAnswer, doing, answer), vpcState: null };
    },
    createPeering: async ({ providerId: vpcId }, peer) => {
      if (peer.kind !== 'aws')
        throw new Error(`peering vpc "${vpcId}" with ${peer.kind}: tiger peers on aws`);
      const { accountId, vpcId: peerVpcId, region } = peer;
      const doing = `requesting a peering of vpc "${vpcId}" with "${peerVpcId}"`;
      const body = { peer_account_id: accountId, peer_region_code: region, peer_vpc_id: peerVpcId };
      return judgePeeringCreation(doing, await ask('POST', peerings(vpcId), doing, body));
    },
    deletePeering: async ({ providerId: vpcId }, { providerId: peeringId }) => {
      const doing = `deleting peering "${peeringId}" of vpc "${vpcId}"`;
      return judgeDeletion(doing, await ask('DELETE', peerings(vpcId, peeringId), doing));
    },
    refreshPeerings: async () => {},
  };
};

/** One project of Tiger Cloud, by its REST API (timescale/tiger-cli, openapi.yaml). */
export const createTigerProject = (options: TigerOptions): TimescaleProject => {
  const calls = openTigerCalls(options);
  return {
    findKeyOwner: async () => {
      const doing = `asking whose key "${options.publicKey}" is`;
      return read(keyOwnerAnswer, doing, await calls.look('/auth/info', doing));
    },
    listRegions: async () => null,
    getCertificate: async () => null,
    ...createVpcCalls(calls),
    ...createPeeringCalls(calls),
    ...createServiceCalls(calls),
  };
};
