import type { AwsPeer } from './aws-peer.ts';
import type { AwsRequest, AwsRequestState } from './aws-side.ts';

/** The request that Timescale's API says it made. */
export interface AskedRequest {
  /** `pcx-…`, from the provider's authenticated API. */
  readonly provisionedId: string;
  readonly peer: AwsPeer;
  /** The plain AWS region of Timescale's VPC. */
  readonly vpcRegion: string;
}

/** AWS accounts that Timescale's requests come from, as far as anybody knows. */
export interface KnownRequesters {
  /** `timescaleAccounts` of the configuration. Empty: the first request shows it. */
  readonly configured: readonly string[];
  /** Those that a person has confirmed. */
  readonly confirmed: readonly string[];
}

export type ProofFault =
  | {
      readonly kind: 'differs';
      readonly what: 'id' | 'accepter-account' | 'accepter-vpc' | 'accepter-region' | 'requester-region';
      readonly expected: string;
      /** Null: EC2 does not say. */
      readonly seen: string | null;
    }
  /** It comes from an account that is none of those it may come from. */
  | { readonly kind: 'requester-account'; readonly seen: string; readonly expected: readonly string[] }
  | { readonly kind: 'requester-hidden' };

export type Proof =
  | { readonly kind: 'proven'; readonly accountId: string }
  /** All else fits; nobody has confirmed this account yet. */
  | { readonly kind: 'unconfirmed'; readonly accountId: string }
  /** The owner of the account accepted it before. */
  | { readonly kind: 'accepted'; readonly accountId: string | null }
  /** EC2 does not show it: too early, or another account or region was looked at. */
  | { readonly kind: 'not-there' }
  /** Nobody can accept it any more. */
  | { readonly kind: 'over'; readonly state: AwsRequestState | 'unknown'; readonly message: string | null }
  | { readonly kind: 'refused'; readonly faults: readonly ProofFault[] };

const compare = (
  what: Extract<ProofFault, { kind: 'differs' }>['what'],
  expected: string,
  seen: string | null,
): readonly ProofFault[] => (seen === expected ? [] : [{ kind: 'differs', what, expected, seen }]);

const findFaults = (asked: AskedRequest, seen: AwsRequest): readonly ProofFault[] => [
  ...compare('id', asked.provisionedId, seen.id),
  ...compare('accepter-account', asked.peer.accountId, seen.accepter.accountId),
  ...compare('accepter-vpc', asked.peer.vpcId, seen.accepter.vpcId),
  ...compare('accepter-region', asked.peer.region, seen.accepter.region),
  ...compare('requester-region', asked.vpcRegion, seen.requester.region),
];

const judgeRequester = (accountId: string | null, known: KnownRequesters): Proof => {
  if (accountId === null) return { kind: 'refused', faults: [{ kind: 'requester-hidden' }] };
  const { configured, confirmed } = known;
  if (configured.length > 0) {
    return configured.includes(accountId)
      ? { kind: 'proven', accountId }
      : {
          kind: 'refused',
          faults: [{ kind: 'requester-account', seen: accountId, expected: configured }],
        };
  }
  return { kind: confirmed.includes(accountId) ? 'proven' : 'unconfirmed', accountId };
};

/**
 * Whether a peering request is the one that was asked for. AWS's advice is never to accept one from an
 * unknown account; neither provider tells its own, so the proof is the id that its API returned, the
 * accepter and the regions, and then the account, where somebody has named or confirmed it.
 */
export const proveRequest = (asked: AskedRequest, seen: AwsRequest | null, known: KnownRequesters): Proof => {
  if (seen === null) return { kind: 'not-there' };
  const faults = findFaults(asked, seen);
  if (faults.length > 0) return { kind: 'refused', faults };
  switch (seen.state) {
    case 'active':
    case 'provisioning':
      return { kind: 'accepted', accountId: seen.requester.accountId };
    case 'pending-acceptance':
      return judgeRequester(seen.requester.accountId, known);
    // AWS itself has not finished asking.
    case 'initiating-request':
      return { kind: 'not-there' };
    default:
      return { kind: 'over', state: seen.state, message: seen.message };
  }
};
