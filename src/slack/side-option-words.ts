import type { AwsRouteTable } from '../domain/aws-side.ts';
import { listWords } from './plain-words.ts';

const SUBNETS_SHOWN = 2;

/** `app (sg-1)`, in plain text. */
export const titled = (name: string | null, id: string): string =>
  name === null || name.trim() === '' || name === id ? id : `${name} (${id})`;

/** An option has few characters, and a subnet is told from others by its name. */
const nameShort = ({ id, name }: { readonly id: string; readonly name: string | null }): string =>
  name === null || name.trim() === '' ? id : name;

/** A route table as an option of a menu. */
export const describeTable = ({ id, name, isMain, subnets }: AwsRouteTable): string => {
  const main = isMain ? ', main' : '';
  const of = subnets.length === 0 ? 'no subnets' : listWords(subnets.map(nameShort), 'and', SUBNETS_SHOWN);
  return `${titled(name, id)}${main}: ${of}`;
};
