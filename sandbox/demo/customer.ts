import { roleArn } from '../aws/roles.ts';
import type { Sandbox } from '../start.ts';
import type { SteerableClock } from '../steerable-clock.ts';

type Urls = Sandbox<SteerableClock>['urls'];

/** The network team: nina. */
const OWNERS = ['S0NET'];

const account = ({ ec2, sts }: Urls, id: string, regions: readonly string[]) => ({
  account: id,
  role: roleArn(id),
  externalId: '$AWS_EXTERNAL_ID',
  regions,
  owners: OWNERS,
  allow: ['accept', 'routes', 'security-group'],
  endpoint: ec2,
  stsEndpoint: sts,
});

const project = ({ google }: Urls, id: string) => ({
  project: id,
  credentials: 'adc',
  owners: OWNERS,
  allow: ['peer'],
  endpoint: google,
});

/**
 * The customer's side that the bot may look at and act in, as the configuration's `clouds`: the company's AWS
 * account and a Google Cloud project. The partner's account and the second project stay out of its sight, so
 * that people meet both ways.
 */
export const cloudsFor = (urls: Urls): object => ({
  aws: [account(urls, '123456789012', ['us-east-1', 'eu-west-1'])],
  google: [project(urls, 'acme-net')],
});
