import type { Cidr } from '../domain/cidr.ts';
import type { KnownNetworks, Unlisted } from '../domain/known-network.ts';
import type { NetworkRemark } from '../domain/network-check.ts';
import { judgeNetwork } from '../domain/network-check.ts';
import { nameNetwork, type PeerNetwork } from '../domain/peer-network.ts';
import type { SeenNetwork, Sighting } from '../domain/seen-network.ts';
import { code, fromPlain, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { namePeer, renderPeerRanges } from './outcome-words.ts';
import { renderAbsent } from './peer-problem-words.ts';
import { nameTarget, renderPeerRangeProblem, renderRangeProblem, renderRoute } from './problem-words.ts';

const LINES_SHOWN = 4;
const PLACES_SHOWN = 5;

/** The range of the Timescale VPC. `isFixed`: it is there already, and cannot be changed any more. */
export interface VpcRange {
  readonly cidr: Cidr;
  readonly isFixed: boolean;
}

/** Which traffic goes where: the longest prefix wins. */
const renderNetworkRemark = ({ network, route, kind }: NetworkRemark, { text }: Cidr): Mrkdwn => {
  const name = code(nameNetwork(network.peer));
  const to = code(route.destination.text);
  switch (kind) {
    case 'longer':
      return mrkdwn`*Careful.* ${fromPlain(renderRoute(route))}: addresses of ${code(text)} that lie in ${to} go there, and not to Timescale, also after the peering.`;
    case 'shorter':
      return mrkdwn`${name} sends ${code(text)} to ${nameTarget(route)} today, by its route to ${to}. The route to Timescale is the longer one and takes over; all else in ${to} stays where it goes.`;
    case 'dead':
      return mrkdwn`*Careful.* ${fromPlain(renderRoute(route))}. It stands where the route to Timescale comes: have it removed before the peering is accepted.`;
    default:
      return kind satisfies never;
  }
};

const judgeSeen = (seen: SeenNetwork, range: VpcRange): readonly Mrkdwn[] => {
  const { problems, remarks } = judgeNetwork(range.cidr, seen, range);
  const words = range.isFixed ? renderPeerRangeProblem : renderRangeProblem;
  const lines = [
    ...problems.map((problem) => mrkdwn`*Conflict.* ${fromPlain(words(problem))}`),
    ...remarks.map((remark) => renderNetworkRemark(remark, range.cidr)),
  ];
  const unread = seen.routes === null ? [mrkdwn`Its routes could not be read now.`] : [];
  if (lines.length > LINES_SHOWN) {
    return [
      ...lines.slice(0, LINES_SHOWN),
      mrkdwn`And ${lines.length - LINES_SHOWN} more of its routes.`,
      ...unread,
    ];
  }
  if (lines.length > 0 || unread.length > 0) return [...lines, ...unread];
  return [mrkdwn`Neither its ranges nor its routes are in the way of ${code(range.cidr.text)}.`];
};

/** What a network shows of itself that matters to a VPC with this range. Null: that is not known yet. */
export const renderSighting = ({ peer, seen }: Sighting, range: VpcRange | null): readonly Mrkdwn[] => {
  if (seen === null) return [mrkdwn`*Conflict.* ${fromPlain(renderAbsent({ peer }))}`];
  return range === null ? [] : judgeSeen(seen, range);
};

/** For a plan: what is to be known before, and no more. */
export const renderRemarksOn = (sightings: readonly Sighting[], range: VpcRange): readonly Mrkdwn[] => {
  const remarks = sightings.flatMap(({ seen }) =>
    seen === null ? [] : judgeNetwork(range.cidr, seen, range).remarks,
  );
  return remarks.slice(0, LINES_SHOWN).map((remark) => renderNetworkRemark(remark, range.cidr));
};

/** What a choice filled in, to be read and not to be typed. */
export const renderChosen = (peer: PeerNetwork, name: string | null, ranges: readonly Cidr[]): Mrkdwn => {
  const called = name === null ? mrkdwn`` : mrkdwn`*${name}*: `;
  return mrkdwn`${called}${namePeer(peer)}, ranges: ${renderPeerRanges(ranges)}.`;
};

const namePlace = ({ account, region }: Unlisted): Mrkdwn =>
  region === null ? mrkdwn`project ${code(account.id)}` : mrkdwn`account ${code(account.id)} in ${region}`;

const WHY: { readonly [W in Unlisted['why']]: string } = {
  denied: 'vpcbot may not list networks there',
  silent: 'no answer',
  slow: 'no answer yet: try again in a moment',
};

/** The places that said nothing of their networks. Empty: none. */
export const renderMissing = (unlisted: readonly Unlisted[]): readonly Mrkdwn[] => {
  if (unlisted.length === 0) return [];
  const places = unlisted.map((one) => {
    const action = one.action === null ? mrkdwn`` : mrkdwn`, ${code(one.action)}`;
    return mrkdwn`${namePlace(one)} (${fromPlain(WHY[one.why])}${action})`;
  });
  return [mrkdwn`Not listed now: ${listSome(places, PLACES_SHOWN)}.`];
};

/** Where networks may be that the list lacks. Empty: nowhere. */
export const renderUnlisted = ({ networks, unlisted, accounts }: KnownNetworks): readonly Mrkdwn[] => {
  if (accounts === 0) return [];
  if (unlisted.length === 0) {
    return networks.length > 0 ? [] : [mrkdwn`vpcbot sees no network in the accounts that it may look at.`];
  }
  const rest = networks.length === 0 ? mrkdwn`Type the ids.` : mrkdwn`Networks there can be typed.`;
  return renderMissing(unlisted).map((line) => mrkdwn`${line} ${rest}`);
};
