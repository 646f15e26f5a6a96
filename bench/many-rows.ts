import { sql } from 'drizzle-orm';
import { openDatabase } from '../src/store/open.ts';
import { createStore } from '../src/store/store.ts';

/** The peers' account and region in what this makes. */
const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

export interface ManyRows {
  /** How many VPCs, each with its request, its pending peering and its card. */
  readonly rows: number;
  readonly projects: readonly string[];
  readonly channel: string;
  readonly now: number;
  /** When they are to be looked at: from then on, one millisecond apart. */
  readonly lookAt: number;
}

/** How the generated things are called at the provider: `bench/provider.ts` answers by the same rule. */
export const nameOf = (n: number) => ({
  vpc: `bench-${n}`,
  providerId: `v${n}`,
  peeringId: `p${n}`,
  peerVpc: `vpc-${n.toString(16).padStart(17, '0')}`,
  pcx: `pcx-${n.toString(16).padStart(17, '0')}`,
});

/** What the provider says of the peering of VPC number n. */
export const peeringAt = (n: number) => ({
  id: nameOf(n).peeringId,
  peer_account_id: ACCOUNT,
  peer_region_code: REGION,
  peer_vpc_id: nameOf(n).peerVpc,
  provisioned_id: nameOf(n).pcx,
  status: 'PENDING',
  error_message: null,
});

/** 10.0.0.0/8 in ranges of 256 addresses; number n is the (n / projects)th of its project. */
export const rangeAt = (n: number, projects: number): string => {
  const at = Math.floor((n - 1) / projects);
  return `10.${at >> 8}.${at & 255}.0/24`;
};

const readBack = async (url: string, numbers: readonly number[]): Promise<void> => {
  const { db, close } = openDatabase(url);
  const store = createStore(db);
  for (const n of numbers) {
    const view = await store.findVpcView(n);
    const [peering] = view?.peerings ?? [];
    const is = [view?.vpc.name, peering?.peer.kind, peering?.provisionedId, peering?.state];
    const expected = [nameOf(n).vpc, 'aws', nameOf(n).pcx, 'pending-peer'];
    if (is.join() !== expected.join()) throw new Error(`row ${n} reads as ${is.join()}`);
  }
  close();
};

/**
 * Fills a database with requests that wait for their peer, as the verbs of the store would have
 * written them: by SQL, for the verbs would take half an hour. Some are read back through the verbs.
 */
export const writeManyRows = async (url: string, of: ManyRows): Promise<void> => {
  const { rows, projects, channel, now, lookAt } = of;
  const { db, close } = openDatabase(url);
  const names = JSON.stringify(projects);
  const since = now - 2 * 60 * 60_000;
  const counted = sql`with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${rows})`;
  // Bound numbers are no integers to SQLite, and would divide into fractions.
  const many = sql.raw(String(projects.length));
  const project = sql`json_extract(${names}, '$[' || ((n - 1) % ${many}) || ']')`;
  const at = sql`((n - 1) / ${many})`;
  const hex = sql`printf('%017x', n)`;
  const start = sql`(${10 * 2 ** 24} + ${at} * 256)`;
  const cidr = sql`'10.' || (${at} >> 8) || '.' || (${at} & 255) || '.0/24'`;
  const peer = sql`json_object('kind', 'aws', 'accountId', ${ACCOUNT}, 'vpcId', 'vpc-' || ${hex}, 'region', ${REGION})`;
  db.run(sql`begin`);
  db.run(sql`insert into requests (id, project, channel, requester_id, ask, state, vpc_id, origin_key, created_at, state_since)
    ${counted} select n, ${project}, ${channel}, 'U0OMAR', '{"kind":"create"}', 'open', n, 'view:bench' || n, ${since}, ${since} from counted`);
  db.run(sql`insert into vpcs (id, request_id, project, name, region, cidr, starts_at, ends_at, state, provider_id, state_since, known_since, look_again_at, version)
    ${counted} select n, n, ${project}, 'bench-' || n, ${REGION}, ${cidr}, ${start}, ${start} + 255, 'active', 'v' || n, ${since}, ${since}, ${lookAt} + n, 1 from counted`);
  db.run(sql`insert into peerings (id, request_id, vpc_id, peer, peer_ranges, state, raw_status, provider_id, provisioned_id, state_since, expires_at)
    ${counted} select n, n, n, ${peer}, '[]', 'pending-peer', 'PENDING', 'p' || n, 'pcx-' || ${hex}, ${since}, ${since + 7 * 86_400_000} from counted`);
  db.run(sql`insert into notices (request_id, body, created_at, said_at, channel, ts, live, shown, shown_version)
    ${counted} select n, '{"kind":"request-opened"}', ${since}, ${since}, ${channel}, '1700000000.' || printf('%06d', n), 1, 'bench', 1 from counted`);
  db.run(sql`insert into audit_events (at, actor, act, request_id, project)
    ${counted} select ${since}, 'U0OMAR', 'request-opened', n, ${project} from counted`);
  db.run(sql`commit`);
  close();
  await readBack(url, [1, Math.ceil(rows / 2), rows]);
};
