import { isIPv4 } from 'node:net';
import { z } from 'zod';

/** What is sent in the clear here stays on this machine. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

/**
 * Where clouds hand out the machine's own credentials to whoever asks from it: link-local addresses, also
 * written as IPv6, the name that Google gave it, and the one address that AWS has beside these.
 */
const isMetadata = (host: string): boolean =>
  host.startsWith('169.254.') ||
  /^\[(?:fe[89ab][0-9a-f]:|::ffff:a9fe:|fd00:ec2::254\])/.test(host) ||
  host === 'metadata.google.internal' ||
  host === 'metadata';

/**
 * What is wrong with an address that secrets are sent to; null: nothing. None quotes it, for it may hold a
 * password.
 */
export const findAddressProblem = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    return 'write an address that begins with https:// or http://';
  // A name may end in a dot, and is the same.
  const host = url.hostname.replace(/\.$/, '');
  if (isMetadata(host))
    return 'machines get their credentials there, and nothing else; name the address of the API';
  if (url.protocol === 'http:' && !isLoopback(host)) {
    return 'write https://; secrets are sent there, and http:// is for this machine alone (127.0.0.1)';
  }
  if (url.username !== '' || url.password !== '') return 'write it without user and password';
  return url.search === '' && url.hash === '' ? null : 'write it without what follows "?" or "#"';
};

/** An address in the file that secrets are sent to. */
export const address = z
  .string('write an address that begins with https:// or http://')
  .superRefine((text, context) => {
    const message = findAddressProblem(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
