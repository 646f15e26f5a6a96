import type { CloudFacts } from '../../demo/news.ts';
import type { SaidState, Tone } from './tone.ts';

export type Pcx = CloudFacts['aws']['peerings'][number];

/** As AWS's console writes them. */
const STATUSES = {
  awaited: ['Initiating request', 'moves'],
  failed: ['Failed', 'wrong'],
  'pending-acceptance': ['Pending acceptance', 'waits'],
  expired: ['Expired', 'over'],
  rejected: ['Rejected', 'over'],
  active: ['Active', 'well'],
  deleted: ['Deleted', 'over'],
} as const satisfies Record<Pcx['status'], readonly [string, Tone]>;

export const sayPcxStatus = (status: Pcx['status']): SaidState => {
  const [words, tone] = STATUSES[status];
  return { words, tone };
};

/** Newest first. */
export const sortPcx = (peerings: readonly Pcx[]): readonly Pcx[] =>
  [...peerings].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));

/** Those that nobody has accepted or rejected yet. */
export const waitingPcx = ({ aws }: Pick<CloudFacts, 'aws'>): readonly Pcx[] =>
  aws.peerings.filter(({ status }) => status === 'pending-acceptance');

/** The ranges of the VPC that is to be reached; none: there is no such VPC. */
export const rangesOf = ({ accounts }: CloudFacts['aws'], { account, vpcId }: Pcx['accepter']) =>
  accounts.find(({ id }) => id === account)?.vpcs.find(({ id }) => id === vpcId)?.cidrs ?? [];
