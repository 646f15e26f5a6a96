import { cutText } from './cut-text.ts';

/** A virtual network of Azure at the other end of a peering connection. Timescale wants all of it in lower case. */
export interface AzurePeer {
  readonly kind: 'azure';
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly vnet: string;
  /** The directory that the subscription belongs to. */
  readonly tenantId: string;
  /** The app (client) id that may peer on behalf of the owner. */
  readonly appId: string;
}

export type TypedAzurePeer = { readonly [Field in keyof AzurePeer]: AzurePeer[Field] };

export type AzureFieldProblem =
  | { readonly kind: 'empty' }
  /** `link`: what the resource id says instead. */
  | { readonly kind: 'contradicts'; readonly text: string; readonly link: string }
  | { readonly kind: 'not-a-uuid'; readonly text: string }
  | { readonly kind: 'not-a-resource-group'; readonly text: string }
  | { readonly kind: 'not-a-vnet'; readonly text: string };

type Field = Exclude<keyof AzurePeer, 'kind'>;
export type AzurePeerProblems = { readonly [F in Field]?: AzureFieldProblem };

export type AzurePeerResult =
  | { readonly kind: 'peer'; readonly peer: AzurePeer }
  | { readonly kind: 'problems'; readonly problems: AzurePeerProblems };

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const RESOURCE_GROUP = /^[\p{L}\p{N}_()-](?:[\p{L}\p{N}_.()-]{0,88}[\p{L}\p{N}_()-])?$/u;
const VNET = /^[a-z0-9](?:[a-z0-9_.-]{0,62}[a-z0-9_])$/;
/** The resource id of a virtual network, as the portal and `az` show it. */
const RESOURCE_ID =
  /^\/subscriptions\/([^/]{1,100})\/resourcegroups\/([^/]{1,100})\/providers\/microsoft\.network\/virtualnetworks\/([^/]{1,100})$/;
const LONGEST = 600;

const parseField = (
  text: string,
  shape: RegExp,
  kind: Exclude<AzureFieldProblem['kind'], 'empty' | 'contradicts'>,
): string | AzureFieldProblem => {
  const typed = text.trim().toLowerCase();
  if (typed === '') return { kind: 'empty' };
  return typed.length <= LONGEST && shape.test(typed) ? typed : { kind, text: cutText(text.trim()) };
};

/** A field that the resource id may name, too. */
const readWith = (
  link: string | undefined,
  text: string,
  ...[shape, kind]: readonly [RegExp, 'not-a-uuid' | 'not-a-resource-group']
): string | AzureFieldProblem => {
  const read = parseField(text.trim() === '' ? (link ?? '') : text, shape, kind);
  if (typeof read !== 'string' || link === undefined || read === link) return read;
  return { kind: 'contradicts', text: cutText(text.trim()), link: cutText(link) };
};

/** Parses what a person typed for an Azure virtual network; its resource id stands for three of the fields. */
export function parseAzurePeer(typed: Omit<TypedAzurePeer, 'kind'>): AzurePeerResult {
  const [, subscription, group, vnet] =
    RESOURCE_ID.exec(typed.vnet.trim().slice(0, LONGEST).toLowerCase()) ?? [];
  const read = {
    subscriptionId: readWith(subscription, typed.subscriptionId, UUID, 'not-a-uuid'),
    resourceGroup: readWith(group, typed.resourceGroup, RESOURCE_GROUP, 'not-a-resource-group'),
    vnet: parseField(vnet ?? typed.vnet, VNET, 'not-a-vnet'),
    tenantId: parseField(typed.tenantId, UUID, 'not-a-uuid'),
    appId: parseField(typed.appId, UUID, 'not-a-uuid'),
  };
  const { subscriptionId, resourceGroup, vnet: name, tenantId, appId } = read;
  if (
    typeof subscriptionId === 'string' &&
    typeof resourceGroup === 'string' &&
    typeof name === 'string' &&
    typeof tenantId === 'string' &&
    typeof appId === 'string'
  ) {
    const peer = { kind: 'azure', subscriptionId, resourceGroup, vnet: name, tenantId, appId } as const;
    return { kind: 'peer', peer };
  }
  const problems = Object.entries(read).filter(([, field]) => typeof field !== 'string');
  return { kind: 'problems', problems: Object.fromEntries(problems) };
}
