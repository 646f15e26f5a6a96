import type { AwsInterface } from '../domain/aws-side.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { nameThing } from './side-words.ts';

const SHOWN = 10;

const nameInterface = ({ id, instanceId, name, description }: AwsInterface): Mrkdwn => {
  if (instanceId !== null) return nameThing({ id: instanceId, name });
  return description.trim() === '' ? code(id) : mrkdwn`${code(id)} (${description})`;
};

/** Several interfaces of one instance are one thing to attach a group to. */
const listThings = (interfaces: readonly AwsInterface[]): readonly AwsInterface[] => {
  const seen = new Set<string>();
  return interfaces.filter(({ id, instanceId }) => {
    const key = instanceId ?? id;
    return !seen.has(key) && seen.add(key) === seen;
  });
};

/** What a security group can be attached to: instances by name first, then what else is in the VPC. */
export const renderInterfaces = (interfaces: readonly AwsInterface[]): Mrkdwn => {
  const things = listThings(interfaces);
  if (things.length === 0) return mrkdwn`Nothing is in the VPC yet that could have it.`;
  const sorted = [
    ...things.filter(({ instanceId }) => instanceId !== null),
    ...things.filter(({ instanceId }) => instanceId === null),
  ];
  return mrkdwn`In the VPC ${things.length === 1 ? 'is' : 'are'} ${count(things.length, 'thing')} that can have it: ${listSome(sorted.map(nameInterface), SHOWN)}.`;
};
