import type { CloudFacts } from '../../demo/news.ts';

/** What the owner of an account keeps the bot from. */
export interface Denial {
  /** `Account 123456789012` */
  readonly owner: string;
  readonly actions: readonly string[];
  /** Where the control API takes all of them at once. */
  readonly path: string;
}

type AwsAccount = CloudFacts['aws']['accounts'][number];

export const awsDenial = ({ id, role }: AwsAccount): Denial => ({
  owner: `Account ${id}`,
  actions: role.policy.Statement.filter(({ Effect }) => Effect === 'Deny').flatMap(({ Action }) =>
    (Action ?? []).map((action) => action.replace(/^ec2:/, '')),
  ),
  path: `/control/aws/accounts/${id}/role`,
});

type GoogleProject = CloudFacts['compute']['projects'][number];

export const googleDenial = ({ id, denied }: GoogleProject): Denial => ({
  owner: `Project ${id}`,
  actions: denied,
  path: `/control/google/projects/${id}/permissions`,
});

/** Everywhere that something is denied now. */
export const listDenials = ({ aws, compute }: Pick<CloudFacts, 'aws' | 'compute'>): readonly Denial[] =>
  [...aws.accounts.map(awsDenial), ...compute.projects.map(googleDenial)].filter(
    ({ actions }) => actions.length > 0,
  );
