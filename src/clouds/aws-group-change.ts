import type { ResourceType, SecurityGroupRule, TagSpecification } from '@aws-sdk/client-ec2';
import type { AwsChange } from '../domain/aws-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { SideMade } from '../domain/side-plan.ts';
import { VpcbotError } from '../errors.ts';
import type { AwsPlace, Carried, Tags } from './api.ts';
import { REQUEST_TAG, readTags } from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';
import {
  expectGroup,
  findGroup,
  hasTags,
  isOfRequest,
  listGroupRules,
  sayGroup,
  waitFor,
} from './aws-groups.ts';

interface Tools {
  readonly ec2: Ec2;
  readonly account: string;
  readonly wait: (ms: number) => Promise<void>;
}

const WAS_THERE: Carried = { made: null, wasThere: true };

const tagSpecification = (
  ResourceType: ResourceType,
  tags: Tags,
): { TagSpecifications: TagSpecification[] } => ({
  TagSpecifications: [{ ResourceType, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }],
});

const describeOurs = (tags: Tags): string =>
  `To Timescale, made by vpcbot: ${tags[REQUEST_TAG] ?? ''}`.trim();

const refuse = ({ account }: Tools, { region }: AwsPlace, doing: string, said: string): VpcbotError =>
  new VpcbotError('CLOUD_REFUSED', { doing: `${doing} in account ${account}, ${region}`, said });

const EVERYWHERE = '0.0.0.0/0';
const EVERYWHERE_V6 = '::/0';

/** A name that is taken is found again, by whichever try or person it was. */
export const createGroup = async (tools: Tools, at: AwsPlace, name: string, tags: Tags): Promise<Carried> => {
  const { ec2, wait } = tools;
  const doing = `creating security group "${name}" in ${at.vpcId}`;
  const outcome = await ec2.attempt(
    {
      region: at.region,
      doing,
      action: 'CreateSecurityGroup',
      run: (api, options) =>
        api.createSecurityGroup(
          {
            GroupName: name,
            Description: describeOurs(tags),
            VpcId: at.vpcId,
            ...tagSpecification('security-group', tags),
          },
          options,
        ),
    },
    ['InvalidGroup.Duplicate'],
  );
  if (outcome.kind === 'done' && outcome.answer.GroupId !== undefined) {
    return { made: { kind: 'group', groupId: outcome.answer.GroupId }, wasThere: false };
  }
  const group = await expectGroup(ec2, at, { name }, wait);
  return hasTags(group.tags, tags)
    ? { made: { kind: 'group', groupId: group.id }, wasThere: false }
    : WAS_THERE;
};

const revokeRules = (ec2: Ec2, { region }: AwsPlace, groupId: string, ruleIds: readonly string[]) =>
  ec2.call({
    region,
    doing: `taking egress rules from ${groupId}`,
    action: 'RevokeSecurityGroupEgress',
    run: (api, options) =>
      api.revokeSecurityGroupEgress({ GroupId: groupId, SecurityGroupRuleIds: [...ruleIds] }, options),
  });

/** Of a rule that lets everything out to everywhere: what AWS gives to each new group. */
export const isDefault = ({ IsEgress, IpProtocol, CidrIpv4, CidrIpv6 }: SecurityGroupRule): boolean =>
  IsEgress === true && IpProtocol === '-1' && (CidrIpv4 === EVERYWHERE || CidrIpv6 === EVERYWHERE_V6);

/** Of a group that has our tag, and of no other. */
export const revokeSurplus = async (
  tools: Tools,
  at: AwsPlace,
  name: string,
  tags: Tags,
): Promise<Carried> => {
  const { ec2, wait } = tools;
  const group = await expectGroup(ec2, at, { name }, wait);
  if (!isOfRequest(group.tags, tags)) {
    const said = 'vpcbot did not make it for this request, so its rules are left alone';
    throw refuse(tools, at, `taking the default egress rule from ${group.id}`, said);
  }
  // A rule of a new group may not be shown for some moments, and would stay for good if it were passed over.
  const look = async () => {
    const rules = (await listGroupRules(ec2, at, { groupId: group.id })).filter(isDefault);
    return rules.length === 0 ? null : rules;
  };
  const isFresh = (await listGroupRules(ec2, at, { groupId: group.id })).length === 0;
  const surplus = isFresh ? await waitFor(look, wait) : await look();
  const ids = (surplus ?? []).flatMap(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? []);
  if (ids.length === 0) return WAS_THERE;
  await revokeRules(ec2, at, group.id, ids);
  return { made: null, wasThere: false };
};

const findOutlet = async (ec2: Ec2, at: AwsPlace, groupId: string, port: number, to: Cidr) => {
  const rules = await listGroupRules(ec2, at, { groupId });
  return rules.find(
    ({ IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4 }) =>
      IsEgress === true &&
      IpProtocol === 'tcp' &&
      FromPort === port &&
      ToPort === port &&
      CidrIpv4 === to.text,
  );
};

/** The very rule that is wanted: made by this completion, or by somebody else. */
const judgeFound = (
  about: Pick<Extract<SideMade, { kind: 'rule' }>, 'groupId' | 'port' | 'to'>,
  { SecurityGroupRuleId: ruleId, Tags: own }: SecurityGroupRule,
  tags: Tags,
): Carried =>
  ruleId !== undefined && hasTags(readTags(own), tags)
    ? { made: { kind: 'rule', ...about, ruleId }, wasThere: false }
    : WAS_THERE;

const authorize = (
  { ec2 }: Tools,
  { region }: AwsPlace,
  groupId: string,
  port: number,
  to: Cidr,
  tags: Tags,
) =>
  ec2.attempt(
    {
      region,
      doing: `letting TCP ${port} out to ${to.text} from ${groupId}`,
      action: 'AuthorizeSecurityGroupEgress',
      run: (api, options) =>
        api.authorizeSecurityGroupEgress(
          {
            GroupId: groupId,
            IpPermissions: [
              {
                IpProtocol: 'tcp',
                FromPort: port,
                ToPort: port,
                IpRanges: [{ CidrIp: to.text, Description: describeOurs(tags) }],
              },
            ],
            ...tagSpecification('security-group-rule', tags),
          },
          options,
        ),
    },
    ['InvalidPermission.Duplicate'],
  );

export const letOut = async (
  tools: Tools,
  at: AwsPlace,
  { group: key, port, to }: Pick<Extract<AwsChange, { kind: 'let-out' }>, 'group' | 'port' | 'to'>,
  tags: Tags,
): Promise<Carried> => {
  const { ec2, wait } = tools;
  const group = 'id' in key ? await findGroup(ec2, at, key) : await expectGroup(ec2, at, key, wait);
  if (group === null)
    throw refuse(tools, at, `letting TCP ${port} out`, `${sayGroup(key)} is not there any more`);
  const before = await findOutlet(ec2, at, group.id, port, to);
  const about = { groupId: group.id, port, to: to.text };
  if (before !== undefined) return judgeFound(about, before, tags);
  const outcome = await authorize(tools, at, group.id, port, to, tags);
  const [made] = outcome.kind === 'done' ? (outcome.answer.SecurityGroupRules ?? []) : [];
  if (made?.SecurityGroupRuleId !== undefined) {
    return { made: { kind: 'rule', ...about, ruleId: made.SecurityGroupRuleId }, wasThere: false };
  }
  const there = await waitFor(async () => (await findOutlet(ec2, at, group.id, port, to)) ?? null, wait);
  return there === null ? WAS_THERE : judgeFound(about, there, tags);
};
