import type { AwsAccount, Clouds } from '../../src/clouds/api.ts';
import type { AwsRequest } from '../../src/domain/aws-side.ts';
import type { SideAccount } from '../../src/domain/side-plan.ts';
import { createFakeEc2, type FakeAwsWish, range } from './fake-ec2.ts';

/** What the bot asks of an account. */
export type CloudCall = 'readSide' | 'findRequest' | 'carryOut' | 'takeBack';

/** Whatever a test wants to happen around a call: what it throws is the call's failure. */
export interface CloudHooks {
  /** Nothing was done. */
  before: (call: CloudCall, what: string) => void;
  /** It was done, and the answer is lost. */
  after: (call: CloudCall, what: string) => void;
}

/**
 * One AWS account with one VPC, in memory: what is made is there, what is deleted is gone, and the calls
 * answer as the real adapter's. `people` is whoever else works in the account.
 */
export const createFakeAws = (wish: FakeAwsWish) => {
  const { accountId, region, vpcId } = wish;
  const ec2 = createFakeEc2(wish);
  const { state, nextId, findTable, addGroup, carryOut, takeBack, show } = ec2;
  const calls: string[] = [];
  const hooks: CloudHooks = { before: () => {}, after: () => {} };

  const call = async <T>(name: CloudCall, what: string, act: () => T): Promise<T> => {
    calls.push(`${name} ${what}`.trim());
    hooks.before(name, what);
    const answer = act();
    hooks.after(name, what);
    return answer;
  };

  const account: AwsAccount = {
    listVpcs: async () => [],
    readSide: async (_region, id) =>
      call('readSide', '', () => (state.isThere && id === vpcId ? show() : null)),
    findRequest: async (_region, id) =>
      call('findRequest', '', () => (state.request?.id === id ? state.request : null)),
    carryOut: async (_at, change, tags) => call('carryOut', change.key, () => carryOut(change, tags)),
    takeBack: async (_at, thing, tags) => call('takeBack', thing.kind, () => takeBack(thing, tags)),
    checkPermissions: async () => [],
  };

  return {
    account,
    hooks,
    calls,
    show,
    request: () => state.request,
    /** All that the bot made and that is there still. */
    listOurs: (): readonly string[] => [
      ...state.ours,
      ...state.groups.flatMap(({ id, tags, egress }) => [
        ...(Object.keys(tags).length > 0 ? [id] : []),
        ...egress.flatMap((rule) => (Object.keys(rule.tags).length > 0 ? [rule.ruleId] : [])),
      ]),
    ],
    people: {
      /** Timescale asks for the peering. */
      ask: (id: string, from: { readonly accountId: string; readonly region: string }): void => {
        state.request = {
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
        state.request = state.request && { ...state.request, ...change };
      },
      route: (tableId: string, destination: string, target: string): void => {
        const table = findTable(tableId);
        state.ours.delete(`${tableId} ${destination}`);
        table.routes = table.routes.filter((route) => route.destination.text !== destination);
        table.routes.push({ destination: range(destination), target, state: 'active' });
      },
      dropRoute: (tableId: string, destination: string): void => {
        const table = findTable(tableId);
        state.ours.delete(`${tableId} ${destination}`);
        table.routes = table.routes.filter((route) => route.destination.text !== destination);
      },
      table: (id: string): void => {
        ec2.addTable(id);
      },
      group: (name: string): string => addGroup(name, {}).id,
      dropGroup: (id: string): void => {
        state.groups = state.groups.filter((group) => group.id !== id);
      },
      attach: (groupId: string): void => {
        const instance = { instanceId: nextId('i'), name: 'app', description: '', subnetId: 'subnet-rtb-1' };
        state.interfaces.push({ id: nextId('eni'), ...instance, groupIds: [groupId] });
      },
      detachAll: (): void => {
        state.interfaces.length = 0;
      },
      range: (text: string): void => {
        state.ranges.push(range(text));
      },
      deleteVpc: (): void => {
        state.isThere = false;
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
