import { createHash } from 'node:crypto';

/** An id of AWS's form, `vpc-0` and 16 digits, that is always the same for the same text. */
export const resourceId = (prefix: string, text: string): string =>
  `${prefix}-0${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

/** `pcx` of `pcx-0a1`. */
export const prefixOf = (id: string): string => id.slice(0, id.lastIndexOf('-'));

/** Where a resource is: nothing of EC2 is known outside of its account and region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export const arnOf = ({ account, region }: Place, type: string, id: string): string =>
  `arn:aws:ec2:${region}:${account}:${type}/${id}`;
