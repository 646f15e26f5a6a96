import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { parseCidr } from './domain/cidr.ts';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^([0-9]{1,9})(ms|s|m|h|d)$/;
/** Node's timers hold no more than 24.8 days, and fire at once beyond that. */
const LONGEST = 24 * UNITS.d;

/** A text of that shape; whatever else stands there, the message says what to write. */
export const word = (shape: RegExp, message: string) => z.string(message).regex(shape, message);

/** `5s`, `10m`, `7d`, `250ms` -> milliseconds. */
export const duration = word(DURATION, 'write a number and a unit: 250ms, 5s, 10m, 1h or 7d')
  .transform((text) => {
    const [, amount = '0', unit = 'ms'] = DURATION.exec(text) ?? [];
    return Number(amount) * UNITS[unit as keyof typeof UNITS];
  })
  .refine((ms) => ms >= 1 && ms <= LONGEST, 'write a time from 1ms to 24d');

export const range = z.string('write an IPv4 range like 10.0.0.0/8').transform((text, context) => {
  const parsed = parseCidr(text);
  if (parsed.kind === 'cidr') return parsed.cidr;
  const meant = parsed.kind === 'host-bits' ? `; did you mean ${parsed.network.text}` : '';
  context.addIssue({ code: 'custom', message: `"${text}" is not an IPv4 range like 10.0.0.0/8${meant}` });
  return z.NEVER;
});

export const channel = word(/^[CG][A-Z0-9]{2,}$/, 'write the channel’s id (C…), not its name');
/** Kept apart from the file: a secret that is pasted into it ends up in a repository. */
export const secretName = word(
  /^\$[A-Z_][A-Z0-9_]*$/,
  'write $NAME of an environment variable, never the secret itself',
).transform((text) => text.slice(1));
export const people = z.array(word(/^[UWS][A-Z0-9]{2,}$/, 'write ids of users (U…) or user groups (S…)'));
export const peopleOrEveryone = z.array(
  word(/^(everyone|[UWS][A-Z0-9]{2,})$/, 'write ids of users (U…) or user groups (S…), or everyone'),
);
export const region = word(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/,
  'write a region like us-east-1 or timescale-google-europe-west1',
);
/** `10.0.0.2`, `10.0.0.2:53`, `fd00::2` or `[fd00::2]:53`: node's own way to write a name server. */
const isNameServer = (text: string): boolean => {
  if (isIPv4(text) || isIPv6(text)) return true;
  const [, host = '', v6 = '', port = ''] = /^(?:([0-9.]+)|\[([^\]%]+)\]):([0-9]{1,5})$/.exec(text) ?? [];
  return (isIPv4(host) || isIPv6(v6)) && Number(port) >= 1 && Number(port) <= 65_535;
};
const nameServerAdvice = 'write the IP address of a name server, like 10.0.0.2 or 10.0.0.2:53';
export const nameServer = z.string(nameServerAdvice).refine(isNameServer, nameServerAdvice);
export const account = word(/^[0-9]{12}$/, 'write twelve digits, in quotes');
