import { type Policy, policyOf } from './policy.ts';

/** Whoever the bot is by itself: an account of its own, which the roles trust. */
export const BOT_ACCOUNT = '900000000001';
export const ROLE_NAME = 'vpcbot';
export const EXTERNAL_ID = 'sandbox-external-id';

/** What the role may do at the start; whatever replaces or widens something is left out. */
const AT_FIRST = [
  'ec2:Describe*',
  'ec2:AcceptVpcPeeringConnection',
  'ec2:RejectVpcPeeringConnection',
  'ec2:DeleteVpcPeeringConnection',
  'ec2:ModifyVpcPeeringConnectionOptions',
  'ec2:CreateRoute',
  'ec2:DeleteRoute',
  'ec2:CreateSecurityGroup',
  'ec2:DeleteSecurityGroup',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:CreateTags',
  'ec2:DeleteTags',
];

/** The role `vpcbot` of an account. */
export interface Role {
  /** Null: nobody has to name one. */
  readonly externalId: string | null;
  readonly policy: Policy;
}

/** Each account has one, from the start. */
export const createRoles = () => {
  const roles = new Map<string, Role>();
  const of = (account: string): Role =>
    roles.get(account) ?? { externalId: EXTERNAL_ID, policy: policyOf(AT_FIRST, []) };
  return {
    of,
    change: (account: string, next: Partial<Role>): Role => {
      const role = { ...of(account), ...next };
      roles.set(account, role);
      return role;
    },
    atFirst: (): readonly string[] => AT_FIRST,
  };
};

export const roleArn = (account: string): string => `arn:aws:iam::${account}:role/${ROLE_NAME}`;
