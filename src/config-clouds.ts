import { z } from 'zod';
import { address } from './config-address.ts';
import { account, people, region, secretName, word } from './config-words.ts';

/** `arn:aws:iam::123456789012:role/vpcbot`; China and GovCloud have partitions of their own. */
const ROLE = /^arn:aws(?:-cn|-us-gov)?:iam::([0-9]{12}):role\/[A-Za-z0-9+=,.@_/-]{1,512}$/;

const oneOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, { error: `write some of ${words.join(', ')}` });

/** Whoever allows something names who decides on it: nobody else could say yes. */
const ownersWhereAllowed = {
  path: ['owners'],
  message:
    'name the users (U…) or user groups (S…) that decide what is changed there, or leave out allow and vpcbot only looks',
};
const hasDeciders = ({
  owners,
  allow,
}: {
  readonly owners: readonly string[];
  readonly allow: readonly string[];
}): boolean => allow.length === 0 || owners.length > 0;

const aws = z
  .strictObject({
    account,
    role: word(ROLE, 'write the ARN of a role: arn:aws:iam::123456789012:role/vpcbot'),
    externalId: secretName.optional(),
    regions: z.array(region).min(1, 'name at least one region'),
    owners: people.default([]),
    allow: z.array(oneOf(['accept', 'routes', 'security-group'])).default([]),
    endpoint: address.optional(),
    stsEndpoint: address.optional(),
  })
  .refine(({ account, role }) => ROLE.exec(role)?.[1] === account, {
    path: ['role'],
    message: 'this role is of another account than the entry',
  })
  .refine(hasDeciders, ownersWhereAllowed);

const google = z
  .strictObject({
    project: word(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'write the id of a Google Cloud project, like acme-net'),
    credentials: word(
      /^(adc|impersonate:[a-z0-9-]+@[a-z0-9.-]+)$/,
      'write adc, or impersonate: and the e-mail address of a service account',
    ),
    owners: people.default([]),
    allow: z.array(oneOf(['peer'])).default([]),
    endpoint: address.optional(),
  })
  .refine(hasDeciders, ownersWhereAllowed);

/** Two entries for one account would leave open which of them counts. */
const findTwins = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/** The customer's side of the peerings, as far as the bot may look and act there. */
export const clouds = z
  .strictObject({ aws: z.array(aws).default([]), google: z.array(google).default([]) })
  .superRefine((all, context) => {
    const tell = (path: string, twins: readonly string[]): void => {
      if (twins.length === 0) return;
      context.addIssue({ code: 'custom', path: [path], message: `${twins.join(', ')}: write it once` });
    };
    tell('aws', findTwins(all.aws.map((one) => one.account)));
    tell('google', findTwins(all.google.map((one) => one.project)));
  });

/** What may stand at each place, for whoever misspells it. */
export const CLOUD_KEYS = {
  clouds: ['aws', 'google'],
  aws: Object.keys(aws.shape),
  google: Object.keys(google.shape),
} as const;
