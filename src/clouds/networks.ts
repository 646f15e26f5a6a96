import type { KnownNetwork, KnownNetworks, Unlisted } from '../domain/known-network.ts';
import { seenInList } from '../domain/known-network.ts';
import { type PeerNetwork, peerKey, samePeer } from '../domain/peer-network.ts';
import {
  readAwsNetwork,
  readGoogleNetwork,
  type SeenNetwork,
  type Sighting,
} from '../domain/seen-network.ts';
import { findSideAccount, type SideAccount } from '../domain/side-plan.ts';
import { VpcbotError } from '../errors.ts';
import type { Clouds, ListedNetwork } from './api.ts';
import { createKeptLooks, createTurns, type Look } from './kept-looks.ts';

/** Calls of one account at a time: a list of seventeen regions is no reason to be throttled. */
const AT_ONCE = 4;
/** Lists and networks that are remembered. */
const LISTS_KEPT = 500;
const NETWORKS_KEPT = 200;
/** A failure is forgotten so many times sooner than an answer. */
const FAILURE_SHARE = 6;

interface NetworksOptions {
  /** Milliseconds that what was read may be shown. */
  readonly keepFor: number;
  readonly now: () => number;
  readonly log: { warn(object: object, message: string): void };
}

interface Place {
  readonly account: SideAccount;
  readonly region: string | null;
}

const toKnown = ({ account, region }: Place, listed: ListedNetwork): KnownNetwork => {
  const { id, name, ranges, isDefault } = listed;
  const peer =
    account.kind === 'aws'
      ? ({ kind: 'aws', accountId: account.id, vpcId: id, region: listed.region ?? region ?? '' } as const)
      : ({ kind: 'google', projectId: account.id, network: id } as const);
  return { peer, name, ranges, isDefault };
};

const explain = ({ account, region }: Place, why: NonNullable<Look<unknown>['why']>): Unlisted => {
  const place = { account: { kind: account.kind, id: account.id }, region };
  if (why.kind === 'slow') return { ...place, why: 'slow', action: null };
  const { error } = why;
  const isDenied =
    error instanceof VpcbotError && (error.code === 'CLOUD_DENIED' || error.code === 'CLOUD_UNAUTHORIZED');
  const action = error instanceof VpcbotError ? (error.action ?? null) : null;
  return { ...place, why: isDenied ? 'denied' : 'silent', action };
};

/**
 * What the configured accounts show of their networks, for people who wait: remembered for a while, and
 * never waited for longer than `wait` ms. Nothing here rejects; what is missing is told.
 */
export const createNetworks = (clouds: Clouds, { keepFor, now, log }: NetworksOptions) => {
  const kept = { keepFor, failFor: keepFor / FAILURE_SHARE, now };
  const lists = createKeptLooks<readonly KnownNetwork[]>({ ...kept, most: LISTS_KEPT });
  const networks = createKeptLooks<SeenNetwork | null>({ ...kept, most: NETWORKS_KEPT });
  const turns = new Map(clouds.accounts.map(({ kind, id }) => [`${kind}/${id}`, createTurns(AT_ONCE)]));

  const take = <T>({ kind, id }: SideAccount, act: () => Promise<T>): Promise<T> => {
    const turn = turns.get(`${kind}/${id}`);
    const acting = turn === undefined ? act() : turn(act);
    return acting.catch((err: unknown) => {
      log.warn({ err, cloud: kind, account: id }, 'networks could not be read');
      throw err;
    });
  };

  const listAt = (place: Place, wait: number) => {
    const { account, region } = place;
    return lists(`${account.kind}/${account.id}/${region}`, wait, () =>
      take(account, async () => {
        const listed =
          account.kind === 'aws' && region !== null
            ? await clouds.aws(account.id).listVpcs(region)
            : await clouds.google(account.id).listNetworks();
        return listed.map((one) => toKnown(place, one));
      }),
    );
  };

  const placesOf = (account: SideAccount): readonly Place[] =>
    account.kind === 'google'
      ? [{ account, region: null }]
      : account.regions.map((region) => ({ account, region }));

  const readNetwork = async (account: SideAccount, peer: PeerNetwork): Promise<SeenNetwork | null> => {
    switch (peer.kind) {
      case 'aws': {
        const side = await clouds.aws(account.id).readSide(peer.region, peer.vpcId);
        return side === null ? null : readAwsNetwork(side);
      }
      case 'google': {
        const side = await clouds.google(account.id).readSide(peer.network);
        return side === null ? null : readGoogleNetwork(side);
      }
      case 'azure':
        return null;
      default:
        return peer satisfies never;
    }
  };

  return {
    /** Begins to read every list, so that the first form after a start has them. Never throws. */
    begin: (): void => {
      for (const place of clouds.accounts.flatMap(placesOf)) void listAt(place, 0);
    },

    /** Every network of this cloud that is to be seen. Azure has none. */
    list: async (cloud: PeerNetwork['kind'], wait: number): Promise<KnownNetworks> => {
      const accounts = clouds.accounts.filter(({ kind }) => kind === cloud);
      const places = accounts.flatMap(placesOf);
      const looks = await Promise.all(
        places.map(async (place) => ({ place, look: await listAt(place, wait) })),
      );
      return {
        networks: looks.flatMap(({ look }) => look.value ?? []),
        unlisted: looks.flatMap(({ place, look }) =>
          look.why === null || look.value !== undefined ? [] : [explain(place, look.why)],
        ),
        accounts: accounts.length,
      };
    },

    /** One network with its routes, or as the list last had it. Null: it is not to be seen, or not in time. */
    look: async (peer: PeerNetwork, wait: number): Promise<Sighting | null> => {
      const account = findSideAccount(clouds.accounts, peer);
      if (account === null) return null;
      const region = peer.kind === 'aws' ? peer.region : null;
      const [{ value }, list] = await Promise.all([
        networks(peerKey(peer), wait, () => take(account, () => readNetwork(account, peer))),
        listAt({ account, region }, wait),
      ]);
      if (value !== undefined) return { peer, seen: value };
      const listed = list.value?.find((known) => samePeer(known.peer, peer));
      return listed === undefined ? null : { peer, seen: seenInList(listed) };
    },
  };
};

export type Networks = ReturnType<typeof createNetworks>;
