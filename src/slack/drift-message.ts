import { findCloud } from '../domain/cloud.ts';
import type { Drift } from '../domain/drift.ts';
import type { ProjectNotice } from '../domain/notice.ts';
import type { Project } from '../domain/project.ts';
import { context, type Message, MOST, message, section } from './blocks.ts';
import { locate, namePlace } from './move-words.ts';
import { code, join, type Mrkdwn, mrkdwn, takeWithin, when } from './mrkdwn.ts';
import { namePeer, renderPeeringEnd } from './outcome-words.ts';
import { namePeeringState } from './peering-state.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { nameEnd } from './timescale-end-words.ts';

/* What a channel reads of changes at Timescale that nobody asked for here: what, what it means, what to do. */

const SHOWN = 12;

type Of<K extends Drift['kind']> = Extract<Drift, { kind: K }>;

const nameVpc = ({ vpc, range, region }: Of<'vpc-appeared' | 'vpc-leaving' | 'vpc-gone'>): Mrkdwn =>
  mrkdwn`The VPC ${code(vpc)} (${code(range)}, ${nameRegion(region)})`;

/** What its peerings leave with their owners. */
const renderLeft = ({ peerings, range, region }: Of<'vpc-gone'>): Mrkdwn => {
  if (peerings === 0) return mrkdwn``;
  return findCloud(region).cloud === 'aws'
    ? mrkdwn` Take the routes to ${code(range)} out on the other side.`
    : mrkdwn` Delete what was made for ${peerings === 1 ? 'it' : 'them'} on the other side.`;
};

const sayVpc = (drift: Of<'vpc-appeared' | 'vpc-leaving' | 'vpc-gone'>): Mrkdwn => {
  switch (drift.kind) {
    case 'vpc-appeared':
      return mrkdwn`${nameVpc(drift)} is new: somebody made it at Timescale. It counts against the quota, and its range is taken. Type ${code(`/vpc show ${drift.vpc}`)} to look at it.`;
    case 'vpc-leaving':
      return mrkdwn`${nameVpc(drift)} is being deleted at Timescale, and its peerings end with it. If that was not meant, talk to whoever may change it there.`;
    case 'vpc-gone': {
      const peers = drift.peerings === 0 ? '' : `, and ${count(drift.peerings, 'peering')} with it`;
      return mrkdwn`${nameVpc(drift)} is gone${peers}: somebody deleted it at Timescale.${renderLeft(drift)} If you still need it, type \`/vpc create\`.`;
    }
    default:
      return drift satisfies never;
  }
};

const sayPeering = (drift: Of<'peering-appeared' | 'peering-ended' | 'peering-regressed'>): Mrkdwn => {
  const name = code(drift.vpc);
  const peer = namePeer(drift.peer);
  switch (drift.kind) {
    case 'peering-appeared':
      return mrkdwn`The VPC ${name} has a new peering with ${peer} (${namePeeringState(drift.state)}) that nobody asked for here. If nobody knows it, delete it: type \`/vpc unpeer\`.`;
    case 'peering-ended':
      return mrkdwn`A peering of the VPC ${name} ended. ${renderPeeringEnd(drift.state, drift.peer, drift.said).what} Nothing goes through it any more. If you still need it, type ${code(`/vpc peer ${drift.vpc}`)}.`;
    case 'peering-regressed': {
      const id =
        drift.provisionedId === null
          ? mrkdwn``
          : mrkdwn` (${nameEnd({ peer: drift.peer, provisionedId: drift.provisionedId })})`;
      return mrkdwn`The peering of the VPC ${name} with ${peer}${id} was active and waits for the other side again: nothing goes through it. Its owner there accepts or makes it anew.`;
    }
    default:
      return drift satisfies never;
  }
};

const sayService = (
  drift: Of<'service-appeared' | 'service-moved'>,
  { product, name: project }: Project,
): Mrkdwn => {
  const service = code(drift.service);
  if (drift.kind === 'service-appeared') {
    const unasked =
      product === 'managed'
        ? mrkdwn` Managed Service puts a new service into the VPC of its cloud unless another place is chosen.`
        : mrkdwn``;
    return mrkdwn`The new service ${service} is ${locate(drift.place)}, so only networks that are peered with that reach it.${unasked} To have it elsewhere, type ${code(`/vpc migrate ${drift.service} public`)}.`;
  }
  const back = drift.from?.name ?? 'public';
  return mrkdwn`The service ${service} is ${locate(drift.to)} now: somebody moved it from ${namePlace(drift.from)}. Its addresses are others: type ${code(`/vpc services ${project}`)}. To move it back, type ${code(`/vpc migrate ${drift.service} ${back}`)}.`;
};

const sayChange = (drift: Drift, project: Project): Mrkdwn => {
  switch (drift.kind) {
    case 'vpc-appeared':
    case 'vpc-leaving':
    case 'vpc-gone':
      return sayVpc(drift);
    case 'peering-appeared':
    case 'peering-ended':
    case 'peering-regressed':
      return sayPeering(drift);
    case 'service-appeared':
    case 'service-moved':
      return sayService(drift, project);
    default:
      return drift satisfies never;
  }
};

const MINUTE = 60_000;

const sayWhen = ({ createdAt, body: { since } }: ProjectNotice): Mrkdwn =>
  since === null || createdAt - since < MINUTE
    ? mrkdwn`seen ${when(createdAt)}`
    : mrkdwn`between ${when(since)} and ${when(createdAt)}`;

/** What changed at Timescale in one message, however much it is. */
export const buildDriftMessage = (notice: ProjectNotice, project: Project): Message => {
  const { changes } = notice.body;
  const lead = mrkdwn`*${project.name}* changed at Timescale without vpcbot, ${sayWhen(notice)}.`;
  const lines = changes.slice(0, SHOWN).map((change) => sayChange(change, project));
  const shown = takeWithin(lines, MOST.messageText / 2);
  const rest = changes.length - shown.length;
  const more =
    rest === 0
      ? []
      : [
          context(
            mrkdwn`And ${count(rest, 'more change')}: type ${code(`/vpc list ${project.name}`)} and ${code(`/vpc services ${project.name}`)}.`,
          ),
        ];
  return message(join([lead, ...shown], ' '), [section(lead), ...shown.map(section), ...more]);
};
