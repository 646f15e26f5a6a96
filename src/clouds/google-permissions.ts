import type { GuideChoice, Tool } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';

const ALWAYS = [
  'compute.networks.get',
  'compute.networks.addPeering',
  'compute.globalOperations.get',
  'compute.firewalls.list',
] as const;

const BY_TOOL: { readonly [T in Tool]: readonly string[] } = {
  console: ['compute.networks.list', 'compute.projects.get'],
  cli: [],
  terraform: [],
};

const RULE = ['compute.firewalls.create', 'compute.networks.updatePolicy'] as const;

const BY_SECURITY: { readonly [S in SecurityChoice]: readonly string[] } = {
  new: RULE,
  existing: RULE,
  leave: [],
};

/** The IAM permissions that the steps of one guide need; `roles/compute.networkAdmin` and `…securityAdmin` have them. */
export const listGooglePermissions = ({ tool, security }: GuideChoice): readonly string[] => [
  ...ALWAYS,
  ...BY_TOOL[tool],
  ...BY_SECURITY[security],
  // Terraform reads back what it made.
  ...(tool === 'terraform' && security !== 'leave' ? ['compute.firewalls.get'] : []),
];
