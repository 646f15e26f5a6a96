import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import { VpcbotError } from '../errors.ts';
import type { AwsPlace, Tags } from './api.ts';
import { REQUEST_TAG, readTags } from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';
import { filterBy } from './aws-look.ts';

export interface FoundGroup {
  readonly id: string;
  readonly tags: Tags;
}

export type GroupKey = { readonly id: string } | { readonly name: string };

/** EC2 forgets to know a new group for some moments. */
const PAUSES: readonly number[] = [300, 700, 1_500, 2_500];

export const sayGroup = (key: GroupKey): string => ('id' in key ? key.id : `security group "${key.name}"`);

/** Whether something has every one of these tags. */
export const hasTags = (tags: Tags, wanted: Tags): boolean =>
  Object.entries(wanted).every(([key, value]) => tags[key] === value);

/** Whether the bot made it for the same request, be it in another completion. */
export const isOfRequest = (tags: Tags, wanted: Tags): boolean =>
  wanted[REQUEST_TAG] !== undefined && tags[REQUEST_TAG] === wanted[REQUEST_TAG];

/** A group of that VPC. */
export const findGroup = async (ec2: Ec2, at: AwsPlace, key: GroupKey): Promise<FoundGroup | null> => {
  const { region, vpcId } = at;
  const own = 'id' in key ? filterBy('group-id', key.id) : filterBy('group-name', key.name);
  const { SecurityGroups } = await ec2.call({
    region,
    doing: `looking for ${sayGroup(key)} in ${vpcId}`,
    action: 'DescribeSecurityGroups',
    run: (api, options) =>
      api.describeSecurityGroups(
        { Filters: [...filterBy('vpc-id', vpcId).Filters, ...own.Filters] },
        options,
      ),
  });
  const [found] = SecurityGroups ?? [];
  return found?.GroupId === undefined ? null : { id: found.GroupId, tags: readTags(found.Tags) };
};

export const listGroupRules = async (
  ec2: Ec2,
  { region }: AwsPlace,
  filter: { readonly groupId: string } | { readonly ruleId: string },
): Promise<readonly SecurityGroupRule[]> => {
  const by =
    'groupId' in filter
      ? filterBy('group-id', filter.groupId)
      : filterBy('security-group-rule-id', filter.ruleId);
  const pages = await ec2.list({
    region,
    doing: `looking at ${'groupId' in filter ? `the rules of ${filter.groupId}` : filter.ruleId}`,
    action: 'DescribeSecurityGroupRules',
    run: (api, page, options) => api.describeSecurityGroupRules({ ...by, ...page }, options),
  });
  return pages.flatMap(({ SecurityGroupRules }) => SecurityGroupRules ?? []);
};

/** Looks until it is there, a few seconds long. */
export const waitFor = async <T>(
  look: () => Promise<T | null>,
  wait: (ms: number) => Promise<void>,
): Promise<T | null> => {
  for (const pause of PAUSES) {
    const found = await look();
    if (found !== null) return found;
    await wait(pause);
  }
  return look();
};

/** A group that the plan knows, or that was made a moment ago. Throws CLOUD_BUSY where EC2 does not show it yet. */
export const expectGroup = async (
  ec2: Ec2,
  at: AwsPlace,
  key: GroupKey,
  wait: (ms: number) => Promise<void>,
): Promise<FoundGroup> => {
  const group = await waitFor(() => findGroup(ec2, at, key), wait);
  if (group !== null) return group;
  throw new VpcbotError('CLOUD_BUSY', {
    doing: `looking for ${sayGroup(key)} in ${at.vpcId}`,
    said: 'aws does not show it, or not yet',
  });
};
