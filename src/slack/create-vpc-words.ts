import type { RangeProblem, TakenRange } from '../domain/address-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { Product, Project } from '../domain/project.ts';
import type { QuotaUse } from '../domain/quota.ts';
import { RANGE_RULES } from '../domain/range-rules.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { sentences } from './peer-errors.ts';
import { count } from './plain-words.ts';
import { renderRangeOwner, renderRangeProblem } from './problem-words.ts';

/** How the quota stands, and what that means for one VPC more. */
export const renderUse = (project: string, use: QuotaUse | null): Mrkdwn => {
  if (use === null) {
    return mrkdwn`vpcbot has not read ${project} at Timescale yet, so VPCs there may be missing here.`;
  }
  const line = mrkdwn`${project} uses ${use.used} of ${count(use.limit, 'VPC')}.`;
  if (use.used < use.limit) return line;
  return mrkdwn`${line} One more needs an approval: your request waits until an approver decides.`;
};

/** What is otherwise at Managed Service for TimescaleDB (Aiven: a project VPC has no name; it is its cloud's default). */
export const renderRules = ({ name, product }: Project): readonly Mrkdwn[] =>
  product === 'managed'
    ? [
        mrkdwn`Once the VPC is there, new services of ${name} in its region land in it by themselves, unless they are created as public. The name of the VPC is vpcbot’s own: Timescale’s console shows none.`,
      ]
    : [];

/** `cidr`: the range that is offered; null: none of the usual size is free. */
export const hintOfRange = (cidr: Cidr | null, product: Product): string => {
  const { largest, smallest } = RANGE_RULES[product];
  const rules = `Its size is /${largest} to /${smallest}, and it cannot be changed later.`;
  return cidr === null
    ? `No range of the usual size is free. Type one that overlaps none of those taken. ${rules}`
    : `${cidr.text} is free: it overlaps no VPC, peer or network that vpcbot knows of. ${rules}`;
};

export const UNCHOSEN = mrkdwn`*First peering*\nChoose a region first: its cloud tells what is asked about your network.`;
export const UNPEERABLE = mrkdwn`*No peering.* vpcbot peers VPCs in AWS, Google Cloud and Azure. Choose a region of one of them, or nothing will reach the VPC.`;

export const UNREACHED = mrkdwn`*No peering yet.* Nothing reaches the VPC until a peering of it is active; \`/vpc peer\` adds one later.`;

const TAKEN_SHOWN = 8;

/** What no range may overlap, as far as one line can say it. */
export const renderTaken = (taken: readonly TakenRange[]): readonly Mrkdwn[] => {
  if (taken.length === 0) return [];
  const named = taken.map(({ cidr, owner }) => mrkdwn`${code(cidr.text)} by ${renderRangeOwner(owner)}`);
  return [mrkdwn`Taken: ${listSome(named, TAKEN_SHOWN)}.`];
};

/** What could be typed instead stands where it is not cut off. */
export const renderRangeProblems = (problems: readonly RangeProblem[], instead: Cidr | undefined): string => {
  const [first = '', ...rest] = problems.map(renderRangeProblem);
  return sentences([first, ...(instead === undefined ? [] : [`${instead.text} is free.`]), ...rest]);
};
