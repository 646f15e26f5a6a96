import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGroup, AwsRoute, AwsSubnet } from '../domain/aws-side.ts';
import type { EgressPlan } from '../domain/egress-plan.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Proof } from '../domain/request-proof.ts';
import type { RouteRemark, TablePlan } from '../domain/route-plan.ts';
import { type Allowance, isUnconfirmed } from '../domain/side-plan.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { namePorts } from './port-words.ts';
import { renderConflictWhole } from './side-conflict-words.ts';
import type { LineGroup, SideLine } from './side-lines.ts';
import { nameThing } from './side-words.ts';

/* A plan for an AWS account, line by line. */

const SUBNETS_SHOWN = 4;
const REMARKS_SHOWN = 3;
const GROUPS_SHOWN = 5;

type Facts = AwsPlan['facts'];

const line = (sign: SideLine['sign'], what: Mrkdwn, isTheirs = false): SideLine => ({ sign, what, isTheirs });

const listConflicts = (
  { conflicts }: AwsPlan,
  peer: PeerNetwork,
  kinds: readonly AwsPlan['conflicts'][number]['kind'][],
): readonly SideLine[] =>
  conflicts
    .filter(({ kind }) => kinds.includes(kind))
    .map((conflict) => line('conflict', renderConflictWhole(conflict, peer)));

/** What proves it is said, and no account that nobody knows. */
const lineAccept = (proof: Proof, peeringId: string, isTheirs: boolean): readonly SideLine[] => {
  const id = code(peeringId);
  switch (proof.kind) {
    case 'proven':
      return [
        line(
          'create',
          mrkdwn`Acceptance of ${id}. Its id, the VPC, both regions and the account that asks are those expected.`,
          isTheirs,
        ),
      ];
    case 'unconfirmed':
      return [
        line(
          'create',
          mrkdwn`Acceptance of ${id}. Its id, the VPC and both regions are those expected; that the AWS account which asks is Timescale’s, an owner confirms once.`,
          isTheirs,
        ),
      ];
    case 'accepted':
      return [line('exists', mrkdwn`Acceptance of ${id}.`)];
    case 'not-there':
    case 'over':
    case 'refused':
      return [];
    default:
      return proof satisfies never;
  }
};

const groupRequest = (plan: AwsPlan, peer: PeerNetwork, allow: readonly Allowance[]): LineGroup => {
  const { proof, peeringId } = plan.facts;
  const firm = {
    ...plan,
    conflicts: plan.conflicts.filter((one) => !isUnconfirmed(one)),
  };
  return {
    title: mrkdwn`*Peering request*`,
    lines: [
      ...listConflicts(firm, peer, ['proof', 'range']),
      ...lineAccept(proof, peeringId, !allow.includes('accept')),
    ],
    notes: [],
  };
};

/** Names are enough to know them by: the line is about their table. */
const nameSubnet = ({ id, name }: AwsSubnet): Mrkdwn => code(name === null || name.trim() === '' ? id : name);

const nameSubnets = (subnets: readonly AwsSubnet[]): Mrkdwn =>
  subnets.length === 0
    ? mrkdwn`no subnet follows it`
    : mrkdwn`followed by ${listSome(subnets.map(nameSubnet), SUBNETS_SHOWN)}`;

const nameTarget = ({ target, state }: AwsRoute): Mrkdwn =>
  state === 'blackhole' ? mrkdwn`${code(target)}, a black hole` : code(target);

/** The longest prefix wins: which traffic goes where. */
const renderRemark = ({ route, kind }: RouteRemark): Mrkdwn =>
  kind === 'longer'
    ? mrkdwn`${code(route.destination.text)} keeps going to ${nameTarget(route)}`
    : mrkdwn`until then the range goes to ${nameTarget(route)} by ${code(route.destination.text)}`;

/** The way to the internet is in nearly every table, and any other route goes before it. */
const isNews = ({ route, kind }: RouteRemark): boolean => kind === 'longer' || route.destination.prefix > 0;

const renderRemarks = (all: readonly RouteRemark[]): Mrkdwn => {
  const remarks = all.filter(isNews);
  const shown = remarks.slice(0, REMARKS_SHOWN).map((remark) => mrkdwn`; ${renderRemark(remark)}`);
  const rest = remarks.length - shown.length;
  return join([...shown, ...(rest > 0 ? [mrkdwn`; and ${rest} routes more`] : [])], '');
};

const lineRoute = (plan: TablePlan, peer: PeerNetwork, isTheirs: boolean): SideLine => {
  const { table, verdict, remarks } = plan;
  const main = table.isMain ? mrkdwn`, the main table` : mrkdwn``;
  const lead = mrkdwn`${nameThing(table)}${main}, ${nameSubnets(table.subnets)}`;
  switch (verdict.kind) {
    case 'create':
      return line('create', mrkdwn`${lead}${renderRemarks(remarks)}`, isTheirs);
    case 'exists': {
      // What it took over from is history; what it does not get is not.
      const longer = remarks.filter(({ kind }) => kind === 'longer');
      const dead =
        verdict.state === 'blackhole' ? mrkdwn`; it leads nowhere until the peering is active` : mrkdwn``;
      return line('exists', mrkdwn`${lead}${dead}${renderRemarks(longer)}`);
    }
    case 'conflict':
      return line('conflict', renderConflictWhole({ kind: 'route', plan }, peer));
    default:
      return verdict satisfies never;
  }
};

const groupRoutes = (plan: AwsPlan, peer: PeerNetwork, allow: readonly Allowance[]): LineGroup => {
  const { vpcCidr, peeringId } = plan.facts;
  const isTheirs = !allow.includes('routes');
  const lines = [
    ...listConflicts(plan, peer, ['no-table']),
    ...plan.routes.map((route) => lineRoute(route, peer, isTheirs)),
  ];
  return {
    title: mrkdwn`*Routes* to ${code(vpcCidr.text)} through ${code(peeringId)}`,
    lines,
    notes:
      lines.length === 0
        ? [
            mrkdwn`*Careful.* No route table is chosen, so nothing gets to Timescale. Press *Change the plan*.`,
          ]
        : [],
  };
};

const listPorts = (ports: readonly number[]): Mrkdwn => namePorts(ports, GROUPS_SHOWN);

const ATTACH = mrkdwn`A security group works only once it is attached to what connects: vpcbot lists that at the end, and attaches it to nothing.`;

const listNewGroup = (
  { name, group, missing, surplus }: Extract<EgressPlan, { kind: 'new-group' }>,
  { vpcCidr, ports, side }: Facts,
  isTheirs: boolean,
): readonly SideLine[] => {
  const range = code(vpcCidr.text);
  const only = mrkdwn`AWS’s rule that lets everything out is taken from this group only`;
  if (group === null) {
    return [
      line('create', mrkdwn`Security group ${code(name)} in ${code(side.vpcId)}; ${only}.`, isTheirs),
      line('create', mrkdwn`Its one way out: ${listPorts(ports)} to ${range}.`, isTheirs),
    ];
  }
  const open = ports.filter((port) => !missing.includes(port));
  return [
    line('exists', mrkdwn`Security group ${nameThing(group)}.`),
    ...(surplus.length === 0 ? [] : [line('create', mrkdwn`Its narrowing: ${only}.`, isTheirs)]),
    ...(missing.length === 0
      ? []
      : [line('create', mrkdwn`Its way out: ${listPorts(missing)} to ${range}.`, isTheirs)]),
    ...(open.length === 0 ? [] : [line('exists', mrkdwn`Its way out: ${listPorts(open)} to ${range}.`)]),
  ];
};

const listRule = (
  { group, missing }: Extract<EgressPlan, { kind: 'rule' }>,
  { vpcCidr, ports }: Facts,
  isTheirs: boolean,
): readonly SideLine[] => {
  const open = ports.filter((port) => !missing.includes(port));
  const rule = (which: readonly number[]): Mrkdwn =>
    mrkdwn`Way out of ${nameThing(group)}: ${listPorts(which)} to ${code(vpcCidr.text)}`;
  return [
    ...(missing.length === 0
      ? []
      : [line('create', mrkdwn`${rule(missing)}. Nothing is taken from this group.`, isTheirs)]),
    ...(open.length === 0 ? [] : [line('exists', mrkdwn`${rule(open)}.`)]),
  ];
};

const listGroups = (groups: readonly AwsGroup[]): Mrkdwn => listSome(groups.map(nameThing), GROUPS_SHOWN);

const noteLeft = (
  { open, closed }: Extract<EgressPlan, { kind: 'as-it-is' }>,
  { vpcCidr, ports }: Facts,
): readonly Mrkdwn[] => {
  const range = code(vpcCidr.text);
  if (open.length === 0) {
    return [
      mrkdwn`*Careful.* No security group lets ${listPorts(ports)} out to ${range}, and none is changed. Press *Change the plan* for one that does.`,
    ];
  }
  const shut = closed.length === 0 ? mrkdwn`` : mrkdwn` These do not: ${listGroups(closed)}.`;
  return [
    mrkdwn`None is changed. These let ${listPorts(ports)} out to ${range}: ${listGroups(open)}.${shut}`,
  ];
};

const groupSecurity = (plan: AwsPlan, peer: PeerNetwork, allow: readonly Allowance[]): LineGroup => {
  const { egress, facts } = plan;
  const isTheirs = !allow.includes('security-group');
  const title = mrkdwn`*Security group*`;
  switch (egress.kind) {
    case 'new-group':
      return {
        title,
        lines: [...listConflicts(plan, peer, ['foreign-group']), ...listNewGroup(egress, facts, isTheirs)],
        notes: [ATTACH],
      };
    case 'rule':
      return { title, lines: listRule(egress, facts, isTheirs), notes: [] };
    case 'as-it-is':
      return { title, lines: [], notes: noteLeft(egress, facts) };
    case 'no-group':
      return { title, lines: listConflicts(plan, peer, ['no-group']), notes: [] };
    default:
      return egress satisfies never;
  }
};

const DNS: LineGroup = {
  title: mrkdwn`*DNS*`,
  lines: [],
  notes: [
    mrkdwn`Nothing to do: Timescale’s host names are public and lead to private addresses. Name servers of yours only have to let such answers through.`,
  ],
};

/** All that traffic takes at the other side, and what of it is there. */
export const listAwsLines = (
  plan: AwsPlan,
  peer: PeerNetwork,
  allow: readonly Allowance[],
): readonly LineGroup[] => [
  groupRequest(plan, peer, allow),
  groupRoutes(plan, peer, allow),
  groupSecurity(plan, peer, allow),
  DNS,
];
