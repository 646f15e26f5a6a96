import type { AwsAccount, Carried, Clouds, Tags } from '../../src/clouds/api.ts';
import type { AwsChange } from '../../src/domain/aws-plan.ts';
import type {
  AwsEgress,
  AwsGroup,
  AwsInterface,
  AwsRequest,
  AwsRoute,
  AwsRouteTable,
  AwsSide,
} from '../../src/domain/aws-side.ts';
import { type Cidr, parseCidr } from '../../src/domain/cidr.ts';
import type { SideAccount, SideMade, TakenBack } from '../../src/domain/side-plan.ts';
import { VpcbotError } from '../../src/errors.ts';

/** What the bot asks of an account. */
export type CloudCall = 'readSide' | 'findRequest' | 'carryOut' | 'takeBack';

/** Whatever a test wants to happen around a call: what it throws is the call's failure. */
export interface CloudHooks {
  /** Nothing was done. */
  before: (call: CloudCall, what: string) => void;
  /** It was done, and the answer is lost. */
  after: (call: CloudCall, what: string) => void;
}

interface Rule extends AwsEgress {
  readonly tags: Tags;
}

interface Group extends Omit<AwsGroup, 'egress'> {
  egress: Rule[];
  readonly tags: Tags;
}

interface Table extends Omit<AwsRouteTable, 'routes'> {
  routes: AwsRoute[];
}

const range = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') throw new Error(`the fake account's range "${text}" is ${parsed.kind}`);
  return parsed.cidr;
};

const HAS = (own: Tags, wanted: Tags): boolean =>
  Object.entries(wanted).every(([key, value]) => own[key] === value);

const WAS_THERE: Carried = { made: null, wasThere: true };
const GONE: TakenBack = { kind: 'gone' };
const left = (why: Extract<TakenBack, { kind: 'left' }>['why']): TakenBack => ({ kind: 'left', why });

export interface FakeAwsWish {
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  /** The route tables that subnets follow. */
  readonly tables?: readonly string[];
}

/**
 * One AWS account with one VPC, in memory: what is made is there, what is deleted is gone, and the calls
 * answer as the real adapter's. `people` is whoever else works in the account.
 */
export const createFakeAws = ({ accountId, region, vpcId, tables = ['rtb-1', 'rtb-2'] }: FakeAwsWish) => {
  let made = 0;
  const nextId = (prefix: string): string => {
    made += 1;
    return `${prefix}-${made}`;
  };
  const ranges: Cidr[] = [range('10.20.0.0/16')];
  const all: Table[] = tables.map((id, at) => ({
    id,
    name: null,
    isMain: at === 0,
    subnets: [{ id: `subnet-${id}`, name: null }],
    routes: [{ destination: range('10.20.0.0/16'), target: 'local', state: 'active' }],
  }));
  let groups: Group[] = [];
  const interfaces: AwsInterface[] = [];
  let request: AwsRequest | null = null;
  let isThere = true;
  /** Routes that the bot added and that nobody has taken away since. */
  const ours = new Set<string>();
  const calls: string[] = [];
  const hooks: CloudHooks = { before: () => {}, after: () => {} };

  const call = async <T>(name: CloudCall, what: string, act: () => T): Promise<T> => {
    calls.push(`${name} ${what}`.trim());
    hooks.before(name, what);
    const answer = act();
    hooks.after(name, what);
    return answer;
  };
  const refuse = (doing: string, said: string): VpcbotError =>
    new VpcbotError('CLOUD_REFUSED', { doing, said });
  const isActive = (): boolean => request?.state === 'active';
  const stateOf = (target: string): AwsRoute['state'] =>
    target.startsWith('pcx-') && !(isActive() && request?.id === target) ? 'blackhole' : 'active';
  const addGroup = (name: string, tags: Tags): Group => {
    const everything = { protocol: '-1', fromPort: null, toPort: null, to: range('0.0.0.0/0') } as const;
    const egress: Rule[] = [{ ruleId: nextId('sgr'), ...everything, tags: {} }];
    const group: Group = { id: nextId('sg'), name, egress, tags };
    groups.push(group);
    return group;
  };
  const addRule = (group: Group, port: number, to: Cidr, tags: Tags): Rule => {
    const rule: Rule = { ruleId: nextId('sgr'), protocol: 'tcp', fromPort: port, toPort: port, to, tags };
    group.egress.push(rule);
    return rule;
  };
  const findTable = (id: string): Table => {
    const table = all.find((one) => one.id === id);
    if (table === undefined) throw refuse(`looking at ${id}`, 'it does not exist');
    return table;
  };
  const findGroup = (key: { readonly id: string } | { readonly name: string }): Group => {
    const group = groups.find((one) => ('id' in key ? one.id === key.id : one.name === key.name));
    if (group === undefined) throw refuse('looking at a group', 'it does not exist');
    return group;
  };

  const accept = (): Carried => {
    if (isActive()) return WAS_THERE;
    if (request?.state !== 'pending-acceptance') throw refuse('accepting', 'InvalidStateTransition');
    request = { ...request, state: 'active', rawState: 'active' };
    return { made: null, wasThere: false };
  };
  const createRoute = (change: Extract<AwsChange, { kind: 'create-route' }>): Carried => {
    const { tableId, destination, peeringId } = change;
    const table = findTable(tableId);
    const there = table.routes.find((route) => route.destination.text === destination.text);
    if (there !== undefined && there.target !== peeringId)
      throw refuse('adding a route', 'RouteAlreadyExists');
    if (there === undefined) {
      table.routes.push({ destination, target: peeringId, state: 'active' });
      ours.add(`${tableId} ${destination.text}`);
    }
    return {
      made: { kind: 'route', tableId, destination: destination.text, peeringId },
      wasThere: false,
    };
  };
  const createGroup = (name: string, tags: Tags): Carried => {
    const there = groups.find((group) => group.name === name);
    if (there !== undefined && !HAS(there.tags, tags)) return WAS_THERE;
    const group = there ?? addGroup(name, tags);
    return { made: { kind: 'group', groupId: group.id }, wasThere: false };
  };
  const letOut = (change: Extract<AwsChange, { kind: 'let-out' }>, tags: Tags): Carried => {
    const group = findGroup(change.group);
    const there = group.egress.find(
      ({ protocol, fromPort, to }) =>
        protocol === 'tcp' && fromPort === change.port && to?.text === change.to.text,
    );
    if (there !== undefined && !HAS(there.tags, tags)) return WAS_THERE;
    const rule = there ?? addRule(group, change.port, change.to, tags);
    return { made: { kind: 'rule', groupId: group.id, ruleId: rule.ruleId }, wasThere: false };
  };
  const carryOut = (change: AwsChange, tags: Tags): Carried => {
    switch (change.kind) {
      case 'accept':
        return accept();
      case 'create-route':
        return createRoute(change);
      case 'create-group':
        return createGroup(change.name, tags);
      case 'revoke-surplus': {
        const group = findGroup({ name: change.groupName });
        const kept = group.egress.filter(({ protocol }) => protocol !== '-1');
        const wasThere = kept.length === group.egress.length;
        group.egress = kept;
        return { made: null, wasThere };
      }
      case 'let-out':
        return letOut(change, tags);
      default:
        return change satisfies never;
    }
  };

  const takeRoute = ({
    tableId,
    destination,
    peeringId,
  }: Extract<SideMade, { kind: 'route' }>): TakenBack => {
    const table = all.find(({ id }) => id === tableId);
    const route = table?.routes.find((one) => one.destination.text === destination);
    if (table === undefined || route === undefined) return left('not-there');
    if (route.target !== peeringId) return left('not-ours');
    table.routes = table.routes.filter((one) => one !== route);
    ours.delete(`${tableId} ${destination}`);
    return GONE;
  };
  const takeGroup = (groupId: string, tags: Tags): TakenBack => {
    const group = groups.find(({ id }) => id === groupId);
    if (group === undefined) return left('not-there');
    if (!HAS(group.tags, tags)) return left('not-ours');
    if (interfaces.some(({ groupIds }) => groupIds.includes(groupId))) return left('in-use');
    groups = groups.filter((one) => one !== group);
    return GONE;
  };
  const takeRule = (groupId: string, ruleId: string, tags: Tags): TakenBack => {
    const group = groups.find(({ id }) => id === groupId);
    const rule = group?.egress.find((one) => one.ruleId === ruleId);
    if (group === undefined || rule === undefined) return left('not-there');
    if (!HAS(rule.tags, tags)) return left('not-ours');
    group.egress = group.egress.filter((one) => one !== rule);
    return GONE;
  };
  const takeBack = (thing: SideMade, tags: Tags): TakenBack => {
    switch (thing.kind) {
      case 'route':
        return takeRoute(thing);
      case 'group':
        return takeGroup(thing.groupId, tags);
      case 'rule':
        return takeRule(thing.groupId, thing.ruleId, tags);
      case 'google-peering':
        return left('not-there');
      default:
        return thing satisfies never;
    }
  };

  const show = (): AwsSide => ({
    accountId,
    region,
    vpcId,
    name: 'prod',
    ranges: [...ranges],
    tables: all.map((table) => ({
      ...table,
      routes: table.routes.map((route) => ({ ...route, state: stateOf(route.target) })),
    })),
    groups: groups.map(({ tags: _, egress, ...group }) => ({
      ...group,
      egress: egress.map(({ tags: _tags, ...rule }) => rule),
    })),
    interfaces: [...interfaces],
  });

  const account: AwsAccount = {
    listVpcs: async () => [],
    readSide: async (_region, id) => call('readSide', '', () => (isThere && id === vpcId ? show() : null)),
    findRequest: async (_region, id) => call('findRequest', '', () => (request?.id === id ? request : null)),
    carryOut: async (_at, change, tags) => call('carryOut', change.key, () => carryOut(change, tags)),
    takeBack: async (_at, thing, tags) => call('takeBack', thing.kind, () => takeBack(thing, tags)),
    checkPermissions: async () => [],
  };

  return {
    account,
    hooks,
    calls,
    show,
    request: () => request,
    /** All that the bot made and that is there still. */
    listOurs: (): readonly string[] => [
      ...ours,
      ...groups.flatMap(({ id, tags, egress }) => [
        ...(Object.keys(tags).length > 0 ? [id] : []),
        ...egress.flatMap((rule) => (Object.keys(rule.tags).length > 0 ? [rule.ruleId] : [])),
      ]),
    ],
    people: {
      /** Timescale asks for the peering. */
      ask: (id: string, from: { readonly accountId: string; readonly region: string }): void => {
        request = {
          id,
          state: 'pending-acceptance',
          rawState: 'pending-acceptance',
          message: null,
          requester: { ...from, vpcId: 'vpc-0ffffffffffffffff' },
          accepter: { accountId, vpcId, region },
          expiresAt: null,
        };
      },
      setRequest: (change: Partial<AwsRequest>): void => {
        request = request && { ...request, ...change };
      },
      route: (tableId: string, destination: string, target: string): void => {
        const table = findTable(tableId);
        ours.delete(`${tableId} ${destination}`);
        table.routes = table.routes.filter((route) => route.destination.text !== destination);
        table.routes.push({ destination: range(destination), target, state: 'active' });
      },
      dropRoute: (tableId: string, destination: string): void => {
        const table = findTable(tableId);
        ours.delete(`${tableId} ${destination}`);
        table.routes = table.routes.filter((route) => route.destination.text !== destination);
      },
      table: (id: string): void => {
        all.push({
          id,
          name: null,
          isMain: false,
          subnets: [{ id: `subnet-${id}`, name: null }],
          routes: [{ destination: range('10.20.0.0/16'), target: 'local', state: 'active' }],
        });
      },
      group: (name: string): string => addGroup(name, {}).id,
      dropGroup: (id: string): void => {
        groups = groups.filter((group) => group.id !== id);
      },
      attach: (groupId: string): void => {
        const instance = { instanceId: nextId('i'), name: 'app', description: '', subnetId: 'subnet-rtb-1' };
        interfaces.push({ id: nextId('eni'), ...instance, groupIds: [groupId] });
      },
      detachAll: (): void => {
        interfaces.length = 0;
      },
      range: (text: string): void => {
        ranges.push(range(text));
      },
      deleteVpc: (): void => {
        isThere = false;
      },
    },
  };
};

export type FakeAws = ReturnType<typeof createFakeAws>;

/** A configuration that names this account alone. */
export const cloudsOf = (
  aws: FakeAws,
  {
    id,
    allow = ['accept', 'routes', 'security-group'],
    ...rest
  }: Partial<SideAccount> & { readonly id: string },
): Clouds => ({
  accounts: [{ kind: 'aws', id, regions: [aws.show().region], owners: ['U0NET'], allow, ...rest }],
  aws: () => aws.account,
  google: (project) => {
    throw new Error(`looking up project "${project}": it is not configured`);
  },
});
