import type { AwsEgress, AwsGroup } from './aws-side.ts';
import { type Cidr, contains } from './cidr.ts';
import type { SecurityChoice } from './security-choice.ts';

/** What has to get out: TCP to these ports of this range. */
export interface Outlet {
  readonly to: Cidr;
  /** Ascending, at least one. */
  readonly ports: readonly number[];
}

export type EgressPlan =
  /** A group of its own. `group`: it was made before under this name; `missing`: rules that it still lacks. */
  | {
      readonly kind: 'new-group';
      readonly name: string;
      readonly group: AwsGroup | null;
      readonly missing: readonly number[];
      /** Rules of that group that let everything out. */
      readonly surplus: readonly AwsEgress[];
    }
  | { readonly kind: 'rule'; readonly group: AwsGroup; readonly missing: readonly number[] }
  /** Nothing is changed; the groups that let it out already, and those that do not. */
  | {
      readonly kind: 'as-it-is';
      readonly open: readonly AwsGroup[];
      readonly closed: readonly AwsGroup[];
    }
  /** The group that was chosen is gone. */
  | { readonly kind: 'no-group'; readonly groupId: string };

const letsOut = (rule: AwsEgress, to: Cidr, port: number): boolean => {
  if (rule.to === null || !contains(rule.to, to)) return false;
  if (rule.protocol === '-1') return true;
  if (rule.protocol !== 'tcp') return false;
  return (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535);
};

/** The ports of the outlet that no rule of the group lets out. */
export const findClosedPorts = ({ egress }: AwsGroup, { to, ports }: Outlet): readonly number[] =>
  ports.filter((port) => !egress.some((rule) => letsOut(rule, to, port)));

/** What AWS gives to each new group, of IPv4 and of IPv6; what somebody else added to one of ours is theirs. */
const isGivenByAws = ({ protocol, to }: AwsEgress): boolean =>
  protocol === '-1' && (to === null || to.prefix === 0);

const planNewGroup = (groups: readonly AwsGroup[], name: string, outlet: Outlet): EgressPlan => {
  const group = groups.find((one) => one.name === name) ?? null;
  if (group === null) return { kind: 'new-group', name, group, missing: outlet.ports, surplus: [] };
  const surplus = group.egress.filter(isGivenByAws);
  const kept = { ...group, egress: group.egress.filter((rule) => !isGivenByAws(rule)) };
  return { kind: 'new-group', name, group, missing: findClosedPorts(kept, outlet), surplus };
};

const planAsItIs = (groups: readonly AwsGroup[], outlet: Outlet): EgressPlan => {
  const isOpen = (group: AwsGroup): boolean => findClosedPorts(group, outlet).length === 0;
  return { kind: 'as-it-is', open: groups.filter(isOpen), closed: groups.filter((one) => !isOpen(one)) };
};

/** How traffic gets out to Timescale's VPC. `name`: of the group that is made; `groupId`: of the one that is chosen. */
export const planEgress = (
  groups: readonly AwsGroup[],
  choice: { readonly security: SecurityChoice; readonly groupId: string | null; readonly name: string },
  outlet: Outlet,
): EgressPlan => {
  switch (choice.security) {
    case 'new':
      return planNewGroup(groups, choice.name, outlet);
    case 'existing': {
      const group = groups.find(({ id }) => id === choice.groupId);
      return group === undefined
        ? { kind: 'no-group', groupId: choice.groupId ?? '' }
        : { kind: 'rule', group, missing: findClosedPorts(group, outlet) };
    }
    case 'leave':
      return planAsItIs(groups, outlet);
    default:
      return choice.security satisfies never;
  }
};
