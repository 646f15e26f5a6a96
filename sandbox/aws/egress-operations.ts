import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { ids, list, listing } from './describe.ts';
import { findGroup, type GroupFound, groupsOf } from './find.ts';
import { idOf, notFound } from './id-kinds.ts';
import type { Rule } from './network.ts';
import { call, type Operation, operation, type Scene } from './operation.ts';
import {
  isSameRule,
  type NewRule,
  permissions,
  readRules,
  sayRule,
  writePermissions,
  writeRule,
} from './rule-xml.ts';
import { touchGroup } from './security-group-operations.ts';
import { addTags, readSpecifications, tagSpecifications, touchedByTagging } from './tag-xml.ts';

const describe = operation(
  'DescribeSecurityGroupRules',
  z.strictObject({ ...listing, SecurityGroupRuleId: ids('sgr') }),
  {
    run: (input, scene) => {
      const items = groupsOf(scene).flatMap(({ network, group }) =>
        group.rules.map((rule) => ({ id: rule.id, rule, network, group })),
      );
      const readers = {
        'group-id': ({ group }: GroupFound) => [group.id],
        'security-group-rule-id': ({ id }: { readonly id: string }) => [id],
      };
      const wanted = { ...input, ids: input.SecurityGroupRuleId };
      const { page, nextToken } = list({ scene, prefix: 'sgr', items, readers, wanted });
      return {
        securityGroupRuleSet: page.map(({ rule, network, group }) =>
          writeRule(scene, network, group.id, rule),
        ),
        nextToken,
      };
    },
  },
);

const setRules = ({ aws }: Scene, { network, group }: GroupFound, rules: readonly Rule[]): void =>
  aws.changeVpc({
    ...network,
    groups: network.groups.map((each) => (each.id === group.id ? { ...each, rules } : each)),
  });

const checkNew = (scene: Scene, { group }: GroupFound, wanted: readonly NewRule[]): void => {
  if (wanted.some((rule, index) => wanted.findIndex((other) => isSameRule(other, rule)) !== index)) {
    throw new Refusal(400, 'InvalidParameterValue', 'The same permission must not appear multiple times');
  }
  const there = wanted.find((rule) => group.rules.some((own) => isSameRule(own, rule)));
  if (there !== undefined) {
    const message = `the specified rule "${sayRule(there)}" already exists`;
    throw new Refusal(400, 'InvalidPermission.Duplicate', message);
  }
  const out = group.rules.filter(({ isEgress }) => isEgress);
  if (out.length + wanted.length <= scene.aws.limits.all().rulesPerGroup) return;
  const message = 'The maximum number of rules per security group has been reached.';
  throw new Refusal(400, 'RulesPerSecurityGroupLimitExceeded', message);
};

const authorize = operation(
  'AuthorizeSecurityGroupEgress',
  z.strictObject({
    ...call,
    GroupId: idOf('sg'),
    IpPermissions: permissions,
    TagSpecification: tagSpecifications,
  }),
  {
    touches: (input, scene) => [
      ...touchGroup(input, scene),
      ...touchedByTagging(
        readSpecifications(input.TagSpecification, 'sgr'),
        'sgr',
        'AuthorizeSecurityGroupEgress',
      ),
    ],
    run: ({ GroupId, IpPermissions, TagSpecification }, scene) => {
      const found = findGroup(scene, GroupId);
      const wanted = readRules(IpPermissions, true);
      checkNew(scene, found, wanted);
      const made = wanted.map((rule) => ({ ...rule, id: scene.aws.networks.newId('sgr') }));
      for (const { id } of made) addTags(scene, id, readSpecifications(TagSpecification, 'sgr'));
      setRules(scene, found, [...found.group.rules, ...made]);
      return {
        return: true,
        securityGroupRuleSet: made.map((rule) => writeRule(scene, found.network, GroupId, rule)),
      };
    },
  },
);

/** The rules that are named by id. */
const findById = ({ group }: GroupFound, wanted: readonly string[]): readonly Rule[] =>
  wanted.map((id) => {
    const rule = group.rules.find((own) => own.id === id && own.isEgress);
    if (rule === undefined) throw notFound('sgr', id);
    return rule;
  });

/** A default VPC passes over what is not there; any other VPC does nothing then. */
const findByPermission = ({ network, group }: GroupFound, wanted: readonly NewRule[]) => {
  const unknown = wanted.filter((rule) => !group.rules.some((own) => isSameRule(own, rule)));
  if (unknown.length > 0 && !network.isDefault) {
    const message = 'The specified rule does not exist in this security group.';
    throw new Refusal(400, 'InvalidPermission.NotFound', message);
  }
  return { unknown, known: group.rules.filter((own) => wanted.some((rule) => isSameRule(own, rule))) };
};

const revoke = operation(
  'RevokeSecurityGroupEgress',
  z.strictObject({
    ...call,
    GroupId: idOf('sg'),
    IpPermissions: permissions.optional(),
    SecurityGroupRuleId: ids('sgr'),
  }),
  {
    touches: touchGroup,
    run: ({ GroupId, IpPermissions, SecurityGroupRuleId }, scene) => {
      const found = findGroup(scene, GroupId);
      if (IpPermissions === undefined && SecurityGroupRuleId === undefined) {
        throw new Refusal(400, 'MissingParameter', 'The request must contain the parameter ipPermissions');
      }
      const named = findById(found, SecurityGroupRuleId ?? []);
      const { known, unknown } = findByPermission(found, readRules(IpPermissions ?? [], true));
      const gone = [...named, ...known];
      setRules(
        scene,
        found,
        found.group.rules.filter((rule) => !gone.includes(rule)),
      );
      for (const { id } of gone) scene.aws.tags.forget(scene, id);
      return {
        return: true,
        unknownIpPermissionSet: unknown.length === 0 ? undefined : writePermissions(scene.account, unknown),
      };
    },
  },
);

export const egressOperations: readonly Operation[] = [describe, authorize, revoke];
