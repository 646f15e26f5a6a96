import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { prefixOf } from './resource-id.ts';

interface IdKind {
  /** As an ARN and a tag specification name it. */
  readonly type: string;
  readonly malformed: string;
  readonly notFound: string;
  readonly sayNotFound: (id: string) => string;
}

const kind = (
  type: string,
  codes: readonly [malformed: string, notFound: string],
  words: string,
): IdKind => ({
  type,
  malformed: codes[0],
  notFound: codes[1],
  sayNotFound: (id) => `The ${words} '${id}' does not exist`,
});

/** By prefix. The codes' spelling is AWS's own, and differs between those of one resource. */
export const ID_KINDS = {
  vpc: kind('vpc', ['InvalidVpcID.Malformed', 'InvalidVpcID.NotFound'], 'vpc ID'),
  subnet: kind('subnet', ['InvalidSubnetID.Malformed', 'InvalidSubnetID.NotFound'], 'subnet ID'),
  rtb: kind(
    'route-table',
    ['InvalidRouteTableId.Malformed', 'InvalidRouteTableID.NotFound'],
    'routeTable ID',
  ),
  sg: kind('security-group', ['InvalidGroupId.Malformed', 'InvalidGroup.NotFound'], 'security group'),
  sgr: kind(
    'security-group-rule',
    ['InvalidSecurityGroupRuleId.Malformed', 'InvalidSecurityGroupRuleId.NotFound'],
    'security group rule ID',
  ),
  pcx: kind(
    'vpc-peering-connection',
    ['InvalidVpcPeeringConnectionId.Malformed', 'InvalidVpcPeeringConnectionID.NotFound'],
    'vpcPeeringConnection ID',
  ),
  eni: kind(
    'network-interface',
    ['InvalidNetworkInterfaceId.Malformed', 'InvalidNetworkInterfaceID.NotFound'],
    'networkInterface ID',
  ),
  i: kind('instance', ['InvalidInstanceID.Malformed', 'InvalidInstanceID.NotFound'], 'instance ID'),
} as const satisfies Readonly<Record<string, IdKind>>;

export type IdPrefix = keyof typeof ID_KINDS;

export const prefixKnown = (id: string): IdPrefix | null => {
  const prefix = prefixOf(id);
  return Object.keys(ID_KINDS).find((known): known is IdPrefix => known === prefix) ?? null;
};

export const notFound = (prefix: IdPrefix, id: string): Refusal =>
  new Refusal(400, ID_KINDS[prefix].notFound, ID_KINDS[prefix].sayNotFound(id));

/** A parameter that is the id of such a resource; another form is refused before anything is looked up. */
export const idOf = (prefix: IdPrefix) =>
  z.string().superRefine((id, context) => {
    if (new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
    const message = `Invalid id: "${id}" (expecting "${prefix}-...")`;
    context.addIssue({ code: 'custom', message, params: { refusal: ID_KINDS[prefix].malformed } });
  });
