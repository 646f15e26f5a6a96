import { listAttachable } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsInterface } from '../domain/aws-side.ts';
import type { AwsGuideFacts, CommandStep } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import {
  buildAuthorize,
  buildEc2Command,
  buildGroupSearch,
  buildOtherGroups,
  buildOutboundLook,
  describeGroup,
  nameGroup,
  ofVpc,
} from './aws-commands.ts';
import { buildStep } from './command-step.ts';
import { askFor, quoteQuery } from './shell.ts';

/** More than these are listed, and the person says which. */
const ATTACHED_ONE_BY_ONE = 4;

/**
 * A new group has one rule for IPv4 that lets everything out, and one for IPv6 where the VPC has it: those are
 * revoked by id, in this group only. A group that an earlier try left half done is found by its name, and finished.
 */
const guideNewGroup = (facts: AwsGuideFacts, ports: readonly number[]): CommandStep => {
  const create = buildEc2Command(facts, 'create-security-group', {
    'vpc-id': facts.peering.peer.vpcId,
    'group-name': nameGroup(facts),
    description: describeGroup(facts),
    query: 'GroupId',
    output: 'text',
  });
  const rules = `${buildEc2Command(facts, 'describe-security-group-rules', {
    query: `SecurityGroupRules[?IsEgress&&IpProtocol==${quoteQuery('-1')}].SecurityGroupRuleId`,
    output: 'text',
  })} --filters "Name=group-id,Values=$group"`;
  const revoke = `${buildEc2Command(facts, 'revoke-security-group-egress', {})} --group-id "$group" --security-group-rule-ids $(printf '%s' "$rules") >/dev/null`;
  const parts = [
    `group=$(${buildGroupSearch(facts)})`,
    `group=\${group:-$(${create})}`,
    `rules=$(${rules})`,
    `{ [ -z "$rules" ] || ${revoke}; }`,
    ...(ports.length === 0 ? [] : [`{ ${buildAuthorize(facts, ports, '$group')} >/dev/null; true; }`]),
    `printf '%s\\n' "$group"`,
  ];
  return buildStep('new-group', parts.join(' && '), { does: 'change' });
};

const guideOutbound = (facts: AwsGuideFacts, groupId: string | null): CommandStep =>
  buildStep('outbound', buildOutboundLook(facts, groupId), { does: 'look' });

/** What one of the interfaces has, and the new group besides. */
const guideAttach = (facts: AwsGuideFacts, groupId: string | null, one: AwsInterface): CommandStep => {
  const change = buildEc2Command(facts, 'modify-network-interface-attribute', {
    'network-interface-id': one.id,
    groups: groupId === null ? one.groupIds : [...one.groupIds, groupId],
  });
  // The new group's id is known only once it is made.
  const command = groupId === null ? `group=$(${buildGroupSearch(facts)}) && ${change} "$group"` : change;
  return buildStep('attach', command, { does: 'change', about: one.id });
};

const guideAttachments = (facts: AwsGuideFacts): readonly CommandStep[] => {
  const look = buildEc2Command(facts, 'describe-network-interfaces', {
    filters: ofVpc(facts),
    query:
      'NetworkInterfaces[].{interface:NetworkInterfaceId,instance:Attachment.InstanceId,what:Description,groups:Groups[].GroupId}',
    output: 'json',
  });
  const change = `${buildEc2Command(facts, 'modify-network-interface-attribute', {})} --network-interface-id "$interface" --groups "$group" ${buildOtherGroups(facts)}`;
  const command = [
    askFor('interfaces', 'Ids of the network interfaces, with spaces in between'),
    `group=$(${buildGroupSearch(facts)})`,
    `for interface in $(printf '%s' "$interfaces"); do ${change}; done`,
  ].join(' && ');
  return [buildStep('interfaces', look, { does: 'look' }), buildStep('attach', command, { does: 'change' })];
};

const guideNew = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly CommandStep[] => {
  const egress = plan?.egress.kind === 'new-group' ? plan.egress : null;
  if (plan === null || egress === null) {
    return [guideNewGroup(facts, facts.ports), ...guideAttachments(facts)];
  }
  const groupId = egress.group?.id ?? null;
  const isReady = groupId !== null && egress.missing.length === 0 && egress.surplus.length === 0;
  const { without } = listAttachable(plan);
  return [
    isReady ? guideOutbound(facts, groupId) : guideNewGroup(facts, egress.missing),
    ...(without.length > ATTACHED_ONE_BY_ONE
      ? guideAttachments(facts)
      : without.map((one) => guideAttach(facts, groupId, one))),
  ];
};

const guideRule = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly CommandStep[] => {
  const step = (command: string): CommandStep =>
    buildStep('rule', command, { does: 'change', prints: ['True'] });
  if (plan?.egress.kind === 'rule') {
    const { group, missing } = plan.egress;
    return missing.length === 0
      ? [guideOutbound(facts, group.id)]
      : [step(buildAuthorize(facts, missing, group.id))];
  }
  const look = buildEc2Command(facts, 'describe-security-groups', {
    filters: ofVpc(facts),
    query: 'SecurityGroups[].{group:GroupId,name:GroupName,what:Description}',
    output: 'table',
  });
  const ask = askFor('group', 'Id of the security group');
  return [
    buildStep('groups', look, { does: 'look' }),
    step(`${ask} && ${buildAuthorize(facts, facts.ports, '$group')}`),
  ];
};

/** How the traffic gets out, and what gets the group that is made for it. */
export const guideGroups = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): readonly CommandStep[] => {
  switch (security) {
    case 'new':
      return guideNew(facts, plan);
    case 'existing':
      return guideRule(facts, plan);
    case 'leave':
      return [guideOutbound(facts, null)];
    default:
      return security satisfies never;
  }
};
