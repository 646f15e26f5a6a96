import type { Permission } from '../domain/cloud-checkup.ts';
import type { Allowance } from '../domain/side-plan.ts';
import { VpcbotError } from '../errors.ts';
import { REQUEST_TAG } from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';
import { filterBy } from './aws-look.ts';
import { LOOKS, listChangeTrials, type Specimens, type Trial } from './aws-trials.ts';

interface Asked {
  readonly account: string;
  readonly region: string;
  readonly allow: readonly Allowance[];
}

/** `denied` where another policy might have said yes; `forbidden` where none could. */
interface Word {
  readonly kind: 'allowed' | 'denied' | 'forbidden' | 'throttled' | 'unknown';
  readonly action: string;
}

/** Whether the account as a whole is out of reach: then nothing can be said of any permission. */
const isAboutAll = (error: unknown): boolean =>
  !(error instanceof VpcbotError) ||
  error.action === 'sts:AssumeRole' ||
  !['CLOUD_DENIED', 'CLOUD_RATE_LIMITED', 'CLOUD_BUSY', 'CLOUD_REFUSED'].includes(error.code);

const readRefusal = (error: unknown, action: string): Word => {
  if (!(error instanceof VpcbotError) || isAboutAll(error)) throw error;
  if (error.code === 'CLOUD_RATE_LIMITED') return { kind: 'throttled', action };
  if (error.code !== 'CLOUD_DENIED') return { kind: 'unknown', action };
  const kind = /explicit deny/.test(error.said ?? '') ? 'forbidden' : 'denied';
  return { kind, action: error.action ?? action };
};

const tryOnce = async (
  ec2: Ec2,
  region: string,
  action: string,
  run: Trial['tries'][number],
): Promise<Word> => {
  const own = `ec2:${action}`;
  const wanted = { region, doing: `trying ${own}`, action, run };
  try {
    const outcome = await ec2.attempt(wanted, ['DryRunOperation']);
    return { kind: outcome.kind === 'refused' ? 'allowed' : 'unknown', action: own };
  } catch (error) {
    return readRefusal(error, own);
  }
};

const judge = (action: string, words: readonly Word[], isSure: boolean): Permission => {
  const own = `ec2:${action}`;
  const first = (kind: Word['kind']): Word | undefined => words.find((word) => word.kind === kind);
  if (first('allowed') !== undefined) return { action: own, verdict: 'allowed' };
  if (first('throttled') !== undefined) return { action: own, verdict: 'throttled' };
  const forbidden = first('forbidden');
  if (forbidden !== undefined) return { action: forbidden.action, verdict: 'denied' };
  const denied = isSure && words.every(({ kind }) => kind === 'denied') ? first('denied') : undefined;
  return denied === undefined
    ? { action: own, verdict: 'unknown' }
    : { action: denied.action, verdict: 'denied' };
};

const tryOut = async (ec2: Ec2, region: string, { action, tries, isSure }: Trial): Promise<Permission> => {
  const words: Word[] = [];
  for (const run of tries) {
    const word = await tryOnce(ec2, region, action, run);
    words.push(word);
    if (word.kind === 'allowed' || word.kind === 'throttled') break;
  }
  return judge(action, words, isSure);
};

/** What cannot be listed is nothing to try on; the look that was refused says so itself. */
const orNone = async <T>(look: Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await look;
  } catch (error) {
    if (isAboutAll(error)) throw error;
    return [];
  }
};

const doing = 'looking for what to try permissions on';

const listVpcIds = async (ec2: Ec2, region: string): Promise<readonly string[]> => {
  const { Vpcs } = await ec2.call({
    region,
    doing,
    action: 'DescribeVpcs',
    run: (api, options) => api.describeVpcs({ MaxResults: 100 }, options),
  });
  return (Vpcs ?? []).flatMap(({ VpcId }) => VpcId ?? []);
};

const listTableIds = async (ec2: Ec2, region: string): Promise<readonly string[]> => {
  const { RouteTables } = await ec2.call({
    region,
    doing,
    action: 'DescribeRouteTables',
    run: (api, options) => api.describeRouteTables({ MaxResults: 100 }, options),
  });
  return (RouteTables ?? []).flatMap(({ RouteTableId }) => RouteTableId ?? []);
};

const listPeeringIds = async (ec2: Ec2, { region, account }: Asked): Promise<readonly string[]> => {
  const { VpcPeeringConnections } = await ec2.call({
    region,
    doing,
    action: 'DescribeVpcPeeringConnections',
    run: (api, options) =>
      api.describeVpcPeeringConnections(
        {
          Filters: [
            ...filterBy('accepter-vpc-info.owner-id', account).Filters,
            ...filterBy('status-code', 'pending-acceptance', 'active').Filters,
          ],
          MaxResults: 100,
        },
        options,
      ),
  });
  // Those that wait first: they are what will be accepted.
  return (VpcPeeringConnections ?? [])
    .toSorted((one, other) => (other.Status?.Code ?? '').localeCompare(one.Status?.Code ?? ''))
    .flatMap(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? []);
};

const listGroupIds = async (ec2: Ec2, region: string, isOwn: boolean): Promise<readonly string[]> => {
  const own = isOwn ? filterBy('tag-key', REQUEST_TAG) : {};
  const { SecurityGroups } = await ec2.call({
    region,
    doing,
    action: 'DescribeSecurityGroups',
    run: (api, options) => api.describeSecurityGroups({ ...own, MaxResults: 5 }, options),
  });
  return (SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
};

const findSpecimens = async (ec2: Ec2, asked: Asked): Promise<Specimens> => {
  const { region } = asked;
  const [vpcIds, tableIds, peeringIds, ownGroupIds, groupIds] = await Promise.all([
    orNone(listVpcIds(ec2, region)),
    orNone(listTableIds(ec2, region)),
    orNone(listPeeringIds(ec2, asked)),
    orNone(listGroupIds(ec2, region, true)),
    orNone(listGroupIds(ec2, region, false)),
  ]);
  return { vpcIds, tableIds, peeringIds, ownGroupIds, groupIds };
};

/** What the role may do, as far as `allow` will ask for it. Throws where the role itself cannot be taken. */
export const checkPermissions = async (ec2: Ec2, asked: Asked): Promise<readonly Permission[]> => {
  const { region, allow } = asked;
  const tryAll = (trials: readonly Trial[]) => Promise.all(trials.map((trial) => tryOut(ec2, region, trial)));
  const [looks, changes] = await Promise.all([
    tryAll(LOOKS),
    allow.length === 0
      ? []
      : findSpecimens(ec2, asked).then((specimens) => tryAll(listChangeTrials(allow, specimens))),
  ]);
  const all = [...looks, ...changes];
  // Making and tagging may lack the same one.
  return all.filter(
    ({ action, verdict }, index) =>
      all.findIndex((other) => other.action === action && other.verdict === verdict) === index,
  );
};
