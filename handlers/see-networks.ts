import type { Deps } from '../src/deps.ts';
import { CLOUDS, type Cloud, findCloud } from '../src/domain/cloud.ts';
import { fillRanges, type KnownNetworks, NOTHING_KNOWN } from '../src/domain/known-network.ts';
import { peerKey } from '../src/domain/peer-network.ts';
import { readPeers, type TypedPeer } from '../src/domain/peer-request.ts';
import { findSeen, type Sighting } from '../src/domain/seen-network.ts';
import type { NetworkChoices } from '../src/slack/network-choice.ts';

type Needs = Pick<Deps, 'networks' | 'timing'>;

/** Slack waits three seconds for whoever sends a form, and the records and the people are read in them, too. */
const SENT_SHARE = 3;

/** What the clouds of these networks show of them. Those that do not say it in time are left out. */
const see = async (
  { networks }: Needs,
  peers: readonly TypedPeer[],
  region: string | null,
  wait: number,
): Promise<readonly Sighting[]> => {
  const all = new Map(readPeers(peers, region).map((peer) => [peerKey(peer), peer]));
  const seen = await Promise.all([...all.values()].map((peer) => networks.look(peer, wait)));
  return seen.flatMap((one) => one ?? []);
};

/** What somebody typed, with what is seen of it: networks that were chosen have the ranges they really have. */
export interface Seen {
  readonly peers: readonly TypedPeer[];
  readonly sightings: readonly Sighting[];
}

/** For a judgement that Slack waits for: what was read before, and what comes quickly. */
export const seePeers = async (
  deps: Needs,
  peers: readonly TypedPeer[],
  region: string | null,
): Promise<Seen> => {
  const sightings = await see(deps, peers, region, deps.timing.cloudLookUp / SENT_SHARE);
  const filled = peers.map((typed) => {
    const [peer] = readPeers([typed], region);
    const sighting = peer === undefined ? null : findSeen(sightings, peer);
    return sighting === null ? typed : fillRanges(typed, sighting);
  });
  return { peers: filled, sightings };
};

/** What is asked of the clouds for a form. */
export interface FormLook {
  /** Whose networks it asks for; null: it asks for none. */
  readonly cloud: Cloud | null;
  /** The region of the Timescale VPC; null: none is chosen. */
  readonly region: string | null;
  readonly typed: readonly TypedPeer[];
}

/** The networks that a form offers, as far as they are there in time; only for who may ask in its project. */
export const findChoices = async (
  deps: Needs,
  { cloud, region, typed }: FormLook,
): Promise<Omit<NetworkChoices, 'range'>> => {
  const { networks, timing } = deps;
  const [known, sightings] = await Promise.all([
    cloud === null ? NOTHING_KNOWN : networks.list(cloud, timing.cloudLookUp),
    see(deps, typed, region, timing.cloudLookUp),
  ]);
  return { known, sightings, near: region === null ? null : findCloud(region).region };
};

/** The networks of all configured accounts, for somebody who waits for an answer and may ask somewhere. */
export const listAll = async ({ networks, timing }: Needs): Promise<KnownNetworks> => {
  const all = await Promise.all(CLOUDS.map((cloud) => networks.list(cloud, timing.cloudLookUp)));
  return {
    networks: all.flatMap((one) => one.networks),
    unlisted: all.flatMap((one) => one.unlisted),
    accounts: all.reduce((sum, one) => sum + one.accounts, 0),
  };
};
