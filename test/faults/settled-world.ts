import type { ManagedPeeringRow } from '../../sandbox/managed/peering-view.ts';
import type { ManagedVpcRow } from '../../sandbox/managed/vpcs.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { SteerableClock } from '../../sandbox/steerable-clock.ts';
import type { VpcRow } from '../../sandbox/tiger/vpcs.ts';
import type { Project } from '../../src/domain/project.ts';
import type { RequestState } from '../../src/domain/request.ts';
import type { AuditEvent } from '../../src/store/audit.ts';
import type { Db } from '../../src/store/open.ts';
import {
  auditEvents,
  completions,
  notices,
  peeringShares,
  peerings,
  peerSides,
  quotaIncreases,
  requests,
  serviceMoves,
  vpcs,
} from '../../src/store/schema.ts';

/** A sandbox and the bot's database once all is quiet: what every invariant is read from. */
export interface SettledWorld {
  /** The bot's time, epoch ms: what should have been looked at before it, is overdue. */
  readonly now: number;
  readonly db: Db;
  readonly sandbox: Pick<Sandbox<SteerableClock>, 'tiger' | 'managed' | 'slack' | 'aws'>;
  /** Those that the bot is configured with. */
  readonly projects: readonly Pick<Project, 'name' | 'id' | 'product'>[];
  /** Ids at the provider that the bot did not make: there from the start, or made there by the story. */
  readonly foreign: ReadonlySet<string>;
  /** How each request may have ended, by the story. One that is not named is over, however. */
  readonly expected: ReadonlyMap<number, readonly RequestState[]>;
  /** The audit trail as it was read before; none where it was not. */
  readonly auditBefore?: readonly AuditEvent[];
}

/** Something at the provider. `isThere`: it is listed and nobody deletes it. */
export interface ProviderThing {
  readonly project: string;
  readonly id: string;
  readonly name: string | null;
  readonly isThere: boolean;
}

/** Where a service is, and how often it was moved. */
export interface ProviderService {
  readonly project: string;
  readonly id: string;
  /** The provider's id of the VPC that it is in or goes to; null: the public internet. */
  readonly place: string | null;
  readonly moves: number;
}

/** A message of the bot that says a notice. */
export interface SaidMessage {
  readonly key: string;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly text: string;
  readonly blocks: readonly object[];
}

const tigerThings = ({ tiger }: SettledWorld['sandbox'], project: string, id: string) => {
  const { vpcs: all, peerings: links, services } = tiger.state;
  const listed = new Set(all.list(id).filter(({ goneAt }) => goneAt === null));
  const ofVpc = (vpc: VpcRow): readonly ProviderThing[] =>
    links.ever(vpc.id).map((link) => ({
      project,
      id: link.id,
      name: null,
      isThere: listed.has(vpc) && link.goneAt === null,
    }));
  return {
    vpcs: all
      .ever(id)
      .map((vpc): ProviderThing => ({ project, id: vpc.id, name: vpc.name, isThere: listed.has(vpc) })),
    peerings: all.ever(id).flatMap(ofVpc),
    services: services.list(id).map((row): ProviderService => {
      const place = row.stays.at(-1)?.place?.id ?? null;
      return { project, id: row.id, place, moves: row.stays.length - 1 };
    }),
  };
};

/** The older API has no ids for peerings: the adapter makes one up. */
const nameManaged = ({ peer, createdAt }: ManagedPeeringRow): string =>
  [peer.account, peer.resourceGroup, peer.vpc, peer.region, new Date(createdAt).toISOString()]
    .filter((part) => part !== null)
    .join('/');

const managedThings = ({ managed }: SettledWorld['sandbox'], project: string, id: string) => {
  const { vpcs: all, peerings: links, services } = managed.state;
  const ofVpc = (vpc: ManagedVpcRow): readonly ProviderThing[] =>
    links.list(vpc).map((link) => ({
      project,
      id: nameManaged(link),
      name: null,
      isThere: vpc.deletion === null && link.deletion === null,
    }));
  return {
    vpcs: all
      .ever(id)
      .map((vpc): ProviderThing => ({ project, id: vpc.id, name: null, isThere: vpc.deletion === null })),
    peerings: all.ever(id).flatMap(ofVpc),
    services: services.list(id).map((row): ProviderService => {
      const place = services.placeOf(row)?.vpc?.id ?? null;
      return { project, id: row.name, place, moves: row.stays.length - 1 };
    }),
  };
};

/** All that was ever made of the configured projects at their providers. */
export const readProvider = ({ sandbox, projects }: Pick<SettledWorld, 'sandbox' | 'projects'>) => {
  const all = projects.map(({ name, id, product }) =>
    product === 'tiger' ? tigerThings(sandbox, name, id) : managedThings(sandbox, name, id),
  );
  return {
    vpcs: all.flatMap((one) => one.vpcs),
    peerings: all.flatMap((one) => one.peerings),
    services: all.flatMap((one) => one.services),
  };
};

/** Ids that are at the providers now: what a run starts with is `foreign` to it. */
export const readForeign = (world: Pick<SettledWorld, 'sandbox' | 'projects'>): ReadonlySet<string> => {
  const { vpcs: own, peerings: links } = readProvider(world);
  return new Set([...own, ...links].map(({ id }) => id));
};

const keyIn = (metadata: Readonly<Record<string, unknown>> | null): string | null => {
  if (metadata?.['event_type'] !== 'vpcbot_notice') return null;
  const payload = metadata['event_payload'] as { notice_id?: unknown } | undefined;
  return typeof payload?.notice_id === 'string' ? payload.notice_id : null;
};

/** Everything in Slack that says a notice, in order of its channel and time. */
export const readMessages = ({ sandbox: { slack } }: SettledWorld): readonly SaidMessage[] =>
  slack.directory
    .channels()
    .flatMap(({ id }) => slack.messages.visibleTo('', id))
    .flatMap(({ metadata, channel, ts, threadTs, text, blocks }) => {
      const key = keyIn(metadata);
      return key === null ? [] : [{ key, channel, ts, threadTs, text, blocks }];
    });

/** Every row that an invariant speaks of. */
export const readRows = ({ db }: Pick<SettledWorld, 'db'>) => ({
  requests: db.select().from(requests).orderBy(requests.id).all(),
  vpcs: db.select().from(vpcs).orderBy(vpcs.id).all(),
  peerings: db.select().from(peerings).orderBy(peerings.id).all(),
  shares: db.select().from(peeringShares).orderBy(peeringShares.id).all(),
  quotas: db.select().from(quotaIncreases).orderBy(quotaIncreases.id).all(),
  moves: db.select().from(serviceMoves).orderBy(serviceMoves.id).all(),
  notices: db.select().from(notices).orderBy(notices.id).all(),
  sides: db.select().from(peerSides).all(),
  completions: db.select().from(completions).orderBy(completions.id).all(),
  audit: db.select().from(auditEvents).orderBy(auditEvents.id).all(),
});

export type Rows = ReturnType<typeof readRows>;

/** The items by what they have in common, each group in their order. */
export const groupBy = <Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};
