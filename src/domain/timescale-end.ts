import type { PeerNetwork } from './peer-network.ts';

/**
 * What the other side needs to find Timescale's end of a peering. As one text: on AWS `pcx-…`, on
 * Google Cloud `projects/<project>/global/networks/<network>`, on Azure the tenant followed by the
 * network's resource id, which begins with a slash.
 */
export type TimescaleEnd = { readonly kind: 'aws'; readonly peeringId: string } | GoogleEnd | AzureEnd;

export interface GoogleEnd {
  readonly kind: 'google';
  readonly projectId: string;
  readonly network: string;
}

export interface AzureEnd {
  readonly kind: 'azure';
  readonly tenantId: string;
  /** The resource id of the virtual network. */
  readonly networkId: string;
}

export const writeTimescaleEnd = (end: TimescaleEnd): string => {
  switch (end.kind) {
    case 'aws':
      return end.peeringId;
    case 'google':
      return `projects/${end.projectId}/global/networks/${end.network}`;
    case 'azure':
      return `${end.tenantId}${end.networkId}`;
    default:
      return end satisfies never;
  }
};

export const readGoogleEnd = (text: string): GoogleEnd => {
  const [, projectId = '', , , network = text] = text.split('/');
  return { kind: 'google', projectId, network };
};

export const readAzureEnd = (text: string): AzureEnd => {
  const slash = text.indexOf('/');
  return slash === -1
    ? { kind: 'azure', tenantId: '', networkId: text }
    : { kind: 'azure', tenantId: text.slice(0, slash), networkId: text.slice(slash) };
};

/** Reads the text again; `kind` is that of the peer at the other end. */
export const readTimescaleEnd = (kind: PeerNetwork['kind'], text: string): TimescaleEnd => {
  switch (kind) {
    case 'aws':
      return { kind, peeringId: text };
    case 'google':
      return readGoogleEnd(text);
    case 'azure':
      return readAzureEnd(text);
    default:
      return kind satisfies never;
  }
};

const LONGEST_NAME = 63;

/**
 * What is made for it on the other side is called so: by the console, the CLI and Terraform as by the bot, so
 * that it is found again whichever it was. RFC 1035, which Google Cloud asks for, is fine everywhere: lower-case
 * letters, digits and hyphens, 63 at most.
 */
export const nameEnd = (end: Exclude<TimescaleEnd, AzureEnd>): string =>
  `timescale-${end.kind === 'aws' ? end.peeringId : end.network}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/-$/, '');
