import type { GoogleGuideFacts } from '../domain/guide.ts';
import { nameEnd } from '../domain/timescale-end.ts';
import { buildCommand, type Options } from './shell.ts';

/** Every command names the project: the one that gcloud is set to may be another. */
export const buildGcloudCommand = (
  { peering: { peer } }: Pick<GoogleGuideFacts, 'peering'>,
  words: readonly string[],
  options: Options,
): string => buildCommand(['gcloud', 'compute', ...words], { project: peer.projectId, ...options });

/** How Google's APIs name a network in full, but for the host. */
export const linkNetwork = (projectId: string, network: string): string =>
  `projects/${projectId}/global/networks/${network}`;

/** The same as an answer of the API has it. */
export const linkWhole = (link: string): string => `https://www.googleapis.com/compute/v1/${link}`;

/** The console, gcloud and Terraform make the peering and its rule under this name. */
export const namePeering = ({ end }: Pick<GoogleGuideFacts, 'end'>): string => nameEnd(end);

/** A text of gcloud's filters, where a quoted one has the escapes of JSON. */
const quoteFilter = (text: string): string => (/^[a-z0-9-]+$/.test(text) ? text : JSON.stringify(text));

export const buildEgressFilter = ({ peering: { peer } }: Pick<GoogleGuideFacts, 'peering'>): string =>
  `direction=EGRESS AND network=${quoteFilter(peer.network)}`;

/** Its peerings, one by one; a network that has none shows nothing. */
export const buildPeeringsLook = (
  facts: Pick<GoogleGuideFacts, 'peering'>,
  fields: readonly string[],
): string =>
  buildGcloudCommand(facts, ['networks', 'describe', facts.peering.peer.network], {
    flatten: 'peerings[]',
    format: `json(${fields.map((field) => `peerings.${field}`).join(',')})`,
  });
