import type { GuideChoice, Tool } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';

const ALWAYS = [
  'ec2:DescribeVpcPeeringConnections',
  'ec2:AcceptVpcPeeringConnection',
  'ec2:DescribeRouteTables',
  'ec2:CreateRoute',
] as const;

const BY_TOOL: { readonly [T in Tool]: readonly string[] } = {
  console: [
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSecurityGroupRules',
  ],
  cli: [],
  terraform: [],
};

const BY_SECURITY: { readonly [S in SecurityChoice]: readonly string[] } = {
  new: [
    'ec2:DescribeSecurityGroups',
    'ec2:CreateSecurityGroup',
    'ec2:DescribeSecurityGroupRules',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:DescribeNetworkInterfaces',
    'ec2:ModifyNetworkInterfaceAttribute',
  ],
  existing: ['ec2:DescribeSecurityGroups', 'ec2:AuthorizeSecurityGroupEgress'],
  leave: ['ec2:DescribeSecurityGroups'],
};

/** Terraform reads back what it made. */
const TERRAFORM_READS: { readonly [S in SecurityChoice]: readonly string[] } = {
  new: [],
  existing: ['ec2:DescribeSecurityGroupRules'],
  leave: [],
};

/** The IAM actions that the steps of one guide need, and no others. */
export const listPermissions = ({ tool, security }: GuideChoice): readonly string[] => [
  ...new Set([
    ...ALWAYS,
    ...BY_TOOL[tool],
    ...BY_SECURITY[security],
    ...(tool === 'terraform' ? TERRAFORM_READS[security] : []),
  ]),
];
