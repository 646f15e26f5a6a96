import type { Carried, Tags } from '../../src/clouds/api.ts';
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
import type { SideMade, TakenBack } from '../../src/domain/side-plan.ts';
import { VpcbotError } from '../../src/errors.ts';

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

export const range = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') throw new Error(`the fake account's range "${text}" is ${parsed.kind}`);
  return parsed.cidr;
};

const hasTags = (own: Tags, wanted: Tags): boolean =>
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

interface State {
  readonly ranges: Cidr[];
  readonly tables: Table[];
  groups: Group[];
  readonly interfaces: AwsInterface[];
  request: AwsRequest | null;
  isThere: boolean;
  /** Routes that the bot added and that nobody has taken away since. */
  readonly ours: Set<string>;
}

const aTable = (id: string, isMain = false): Table => ({
  id,
  name: null,
  isMain,
  subnets: [{ id: `subnet-${id}`, name: null }],
  routes: [{ destination: range('10.20.0.0/16'), target: 'local', state: 'active' }],
});

/** One VPC with its tables and groups: what the calls do there, and nothing of who calls. */
export const createFakeEc2 = ({ accountId, region, vpcId, tables = ['rtb-1', 'rtb-2'] }: FakeAwsWish) => {
  let made = 0;
  const nextId = (prefix: string): string => {
    made += 1;
    return `${prefix}-${made}`;
  };
  const state: State = {
    ranges: [range('10.20.0.0/16')],
    tables: tables.map((id, at) => aTable(id, at === 0)),
    groups: [],
    interfaces: [],
    request: null,
    isThere: true,
    ours: new Set(),
  };
  const refuse = (doing: string, said: string): VpcbotError =>
    new VpcbotError('CLOUD_REFUSED', { doing, said });
  const isActive = (): boolean => state.request?.state === 'active';
  const stateOf = (target: string): AwsRoute['state'] =>
    target.startsWith('pcx-') && !(isActive() && state.request?.id === target) ? 'blackhole' : 'active';
  const addGroup = (name: string, tags: Tags): Group => {
    const everything = { protocol: '-1', fromPort: null, toPort: null, to: range('0.0.0.0/0') } as const;
    const egress: Rule[] = [{ ruleId: nextId('sgr'), ...everything, tags: {} }];
    const group: Group = { id: nextId('sg'), name, request: tags['vpcbot:request'] ?? null, egress, tags };
    state.groups.push(group);
    return group;
  };
  const addRule = (group: Group, port: number, to: Cidr, tags: Tags): Rule => {
    const rule: Rule = { ruleId: nextId('sgr'), protocol: 'tcp', fromPort: port, toPort: port, to, tags };
    group.egress.push(rule);
    return rule;
  };
  const findTable = (id: string): Table => {
    const table = state.tables.find((one) => one.id === id);
    if (table === undefined) throw refuse(`looking at ${id}`, 'it does not exist');
    return table;
  };
  const findGroup = (key: { readonly id: string } | { readonly name: string }): Group => {
    const group = state.groups.find((one) => ('id' in key ? one.id === key.id : one.name === key.name));
    if (group === undefined) throw refuse('looking at a group', 'it does not exist');
    return group;
  };

  const accept = (): Carried => {
    if (isActive()) return WAS_THERE;
    if (state.request?.state !== 'pending-acceptance') throw refuse('accepting', 'InvalidStateTransition');
    state.request = { ...state.request, state: 'active', rawState: 'active' };
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
      state.ours.add(`${tableId} ${destination.text}`);
    }
    return {
      made: { kind: 'route', tableId, destination: destination.text, peeringId },
      wasThere: false,
    };
  };
  const createGroup = (name: string, tags: Tags): Carried => {
    const there = state.groups.find((group) => group.name === name);
    if (there !== undefined && !hasTags(there.tags, tags)) return WAS_THERE;
    const group = there ?? addGroup(name, tags);
    return { made: { kind: 'group', groupId: group.id }, wasThere: false };
  };
  const letOut = (change: Extract<AwsChange, { kind: 'let-out' }>, tags: Tags): Carried => {
    const group = findGroup(change.group);
    const there = group.egress.find(
      ({ protocol, fromPort, to }) =>
        protocol === 'tcp' && fromPort === change.port && to?.text === change.to.text,
    );
    if (there !== undefined && !hasTags(there.tags, tags)) return WAS_THERE;
    const rule = there ?? addRule(group, change.port, change.to, tags);
    const { port, to } = change;
    const made = { kind: 'rule', groupId: group.id, ruleId: rule.ruleId, port, to: to.text } as const;
    return { made, wasThere: false };
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
    const table = state.tables.find(({ id }) => id === tableId);
    const route = table?.routes.find((one) => one.destination.text === destination);
    if (table === undefined || route === undefined) return left('not-there');
    if (route.target !== peeringId) return left('not-ours');
    table.routes = table.routes.filter((one) => one !== route);
    state.ours.delete(`${tableId} ${destination}`);
    return GONE;
  };
  const takeGroup = (groupId: string, tags: Tags): TakenBack => {
    const group = state.groups.find(({ id }) => id === groupId);
    if (group === undefined) return left('not-there');
    if (!hasTags(group.tags, tags)) return left('not-ours');
    if (state.interfaces.some(({ groupIds }) => groupIds.includes(groupId))) return left('in-use');
    state.groups = state.groups.filter((one) => one !== group);
    return GONE;
  };
  const takeRule = (groupId: string, ruleId: string, tags: Tags): TakenBack => {
    const group = state.groups.find(({ id }) => id === groupId);
    const rule = group?.egress.find((one) => one.ruleId === ruleId);
    if (group === undefined || rule === undefined) return left('not-there');
    if (!hasTags(rule.tags, tags)) return left('not-ours');
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
    ranges: [...state.ranges],
    tables: state.tables.map((table) => ({
      ...table,
      routes: table.routes.map((route) => ({ ...route, state: stateOf(route.target) })),
    })),
    groups: state.groups.map(({ tags: _, egress, ...group }) => ({
      ...group,
      egress: egress.map(({ tags: _tags, ...rule }) => rule),
    })),
    interfaces: [...state.interfaces],
  });

  return {
    state,
    nextId,
    findTable,
    addGroup,
    carryOut,
    takeBack,
    show,
    addTable: (id: string) => state.tables.push(aTable(id)),
  };
};
