import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { SideMade, TakenBack } from '../domain/side-plan.ts';
import type { AwsPlace, Tags } from './api.ts';
import { readTags } from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';
import { isDefault } from './aws-group-change.ts';
import { findGroup, hasTags, isOfRequest, listGroupRules } from './aws-groups.ts';
import { findRoute } from './aws-routes.ts';

type Made<K extends SideMade['kind']> = Extract<SideMade, { kind: K }>;

const GONE: TakenBack = { kind: 'gone' };
const left = (why: Extract<TakenBack, { kind: 'left' }>['why']): TakenBack => ({ kind: 'left', why });

const takeRoute = async (
  ec2: Ec2,
  at: AwsPlace,
  { tableId, destination, peeringId }: Made<'route'>,
): Promise<TakenBack> => {
  const route = await findRoute(ec2, { ...at, tableId, destination });
  if (route === null) return left('not-there');
  if (route.target !== peeringId) return left('not-ours');
  await ec2.attempt(
    {
      region: at.region,
      doing: `removing a route from ${tableId}`,
      action: 'DeleteRoute',
      run: (api, options) =>
        api.deleteRoute({ RouteTableId: tableId, DestinationCidrBlock: destination }, options),
    },
    ['InvalidRoute.NotFound'],
  );
  return GONE;
};

/** Rules that somebody put into our group make it theirs, too; AWS's own default is nobody's. */
const hasForeignRules = async (ec2: Ec2, at: AwsPlace, groupId: string, tags: Tags): Promise<boolean> => {
  const rules = await listGroupRules(ec2, at, { groupId });
  return rules.some((rule) => !isDefault(rule) && !isOfRequest(readTags(rule.Tags), tags));
};

const takeGroup = async (
  ec2: Ec2,
  at: AwsPlace,
  { groupId }: Made<'group'>,
  tags: Tags,
): Promise<TakenBack> => {
  const group = await findGroup(ec2, at, { id: groupId });
  if (group === null) return left('not-there');
  if (!hasTags(group.tags, tags) || (await hasForeignRules(ec2, at, groupId, tags))) return left('not-ours');
  const outcome = await ec2.attempt(
    {
      region: at.region,
      doing: `deleting ${groupId}`,
      action: 'DeleteSecurityGroup',
      run: (api, options) => api.deleteSecurityGroup({ GroupId: groupId }, options),
    },
    ['DependencyViolation', 'InvalidGroup.NotFound'],
  );
  return outcome.kind === 'refused' && outcome.code === 'DependencyViolation' ? left('in-use') : GONE;
};

/** Whoever edits a rule keeps its id and its tags. */
const isAsMade = (rule: SecurityGroupRule, { groupId, port, to }: Made<'rule'>): boolean =>
  rule.GroupId === groupId &&
  rule.IpProtocol === 'tcp' &&
  rule.FromPort === port &&
  rule.ToPort === port &&
  rule.CidrIpv4 === to;

const takeRule = async (ec2: Ec2, at: AwsPlace, made: Made<'rule'>, tags: Tags): Promise<TakenBack> => {
  const { groupId, ruleId } = made;
  const [rule] = await listGroupRules(ec2, at, { ruleId });
  if (rule === undefined) return left('not-there');
  if (!isAsMade(rule, made) || !hasTags(readTags(rule.Tags), tags)) return left('not-ours');
  await ec2.attempt(
    {
      region: at.region,
      doing: `taking a rule from ${groupId}`,
      action: 'RevokeSecurityGroupEgress',
      run: (api, options) =>
        api.revokeSecurityGroupEgress({ GroupId: groupId, SecurityGroupRuleIds: [ruleId] }, options),
    },
    ['InvalidSecurityGroupRuleId.NotFound', 'InvalidGroup.NotFound'],
  );
  return GONE;
};

/** As `AwsAccount.takeBack` has it: looks first, for EC2 removes whatever has the name. */
export const takeBack = async (ec2: Ec2, at: AwsPlace, made: SideMade, tags: Tags): Promise<TakenBack> => {
  switch (made.kind) {
    case 'route':
      return takeRoute(ec2, at, made);
    case 'group':
      return takeGroup(ec2, at, made, tags);
    case 'rule':
      return takeRule(ec2, at, made, tags);
    case 'google-peering':
      return left('not-there');
    default:
      return made satisfies never;
  }
};
