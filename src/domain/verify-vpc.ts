import { type HostLook, isAnswering } from './advance-names.ts';
import { type Cidr, overlaps } from './cidr.ts';
import type { Fit } from './fit.ts';
import { countEndpoints } from './move-request.ts';
import type { PeerNetwork } from './peer-network.ts';
import { samePeer } from './peer-network.ts';
import { isEnded, type Peering, type PeeringState, type SeenPeering, type Sharer } from './peering.ts';
import type { Endpoint, SeenService } from './service.ts';
import type { SeenVpc, Vpc } from './vpc.ts';
import { findEndpointLimit, findPeeringLimit, isNear } from './vpc-limits.ts';

/** What was asked of the provider just now; `code`: of the error catalogue. */
export type Answered<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'silent'; readonly code: string };

export interface NameLook extends HostLook {
  readonly addresses?: readonly string[];
}

export interface VerifyFacts {
  readonly vpc: Vpc;
  /** Its peerings as they are known, which may hold more than the provider tells. */
  readonly known: readonly Peering[];
  /** Null: the provider has no such VPC. */
  readonly seen: Answered<SeenVpc | null>;
  /** Null: the VPC is not known where peerings are made. */
  readonly peerings: Answered<readonly SeenPeering[] | null>;
  /** All services of the project. */
  readonly services: Answered<readonly SeenService[]>;
  /** What name servers said, by host. A host that nobody asked for is not among them. */
  readonly looks: ReadonlyMap<string, readonly NameLook[]>;
}

export interface SeenPeer {
  readonly peer: PeerNetwork;
  readonly state: PeeringState;
  readonly provisionedId: string | null;
  readonly expiresAt: number | null;
  readonly said: string | null;
  readonly rawStatus: string;
  /** Requests that live on it beside the one that asked for it. */
  readonly sharers: readonly Sharer[];
  /** Of the peer's own ranges, where they are known, those that share addresses with the VPC. */
  readonly overlaps: readonly Cidr[];
}

export interface NameFinding {
  readonly endpoint: Endpoint;
  readonly looks: readonly NameLook[];
  readonly isAnswering: boolean;
}

/** `good`: as it should be. `missing`: somebody has to do something. `unknown`: nobody could be asked. `careful`: it works, and not for long. */

export type Finding = { readonly fit: Fit } & (
  | { readonly kind: 'vpc-there'; readonly vpc: SeenVpc }
  | { readonly kind: 'vpc-gone' }
  | { readonly kind: 'vpc-not-made'; readonly state: Vpc['state'] }
  | { readonly kind: 'silent'; readonly about: 'vpc' | 'peerings' | 'services'; readonly code: string }
  | { readonly kind: 'no-peering' }
  | { readonly kind: 'peering'; readonly peering: SeenPeer }
  | {
      readonly kind: 'limit';
      readonly of: 'peerings' | 'endpoints';
      readonly used: number;
      readonly most: number;
    }
  | { readonly kind: 'no-service' }
  | { readonly kind: 'service'; readonly service: SeenService; readonly names: readonly NameFinding[] }
);

/** The one thing to do next. */
export type VerifyNext =
  | { readonly kind: 'ask-again' | 'create' | 'wait' | 'peer' | 'attach' }
  | { readonly kind: 'accept'; readonly peering: SeenPeer }
  | { readonly kind: 'mend-peering'; readonly peering: SeenPeer }
  | { readonly kind: 'wait-for-names'; readonly host: string }
  | { readonly kind: 'try'; readonly host: string; readonly port: number };

export interface Verification {
  readonly findings: readonly Finding[];
  readonly next: VerifyNext;
}

const judgeVpc = ({ vpc, seen }: VerifyFacts): Finding => {
  if (vpc.providerId === null) return { fit: 'missing', kind: 'vpc-not-made', state: vpc.state };
  if (seen.kind === 'silent') return { fit: 'unknown', kind: 'silent', about: 'vpc', code: seen.code };
  return seen.value === null
    ? { fit: 'missing', kind: 'vpc-gone' }
    : { fit: 'good', kind: 'vpc-there', vpc: seen.value };
};

/** The provider's word, with what it told before and does not repeat. */
const mergePeering = (seen: SeenPeering, { known, vpc }: VerifyFacts): SeenPeer => {
  const own = known.find(({ providerId }) => providerId === seen.providerId);
  const provisionedId = seen.provisionedId ?? own?.provisionedId ?? null;
  const { peer, message: said, rawStatus } = seen;
  return {
    peer,
    state: seen.state === 'approved' && provisionedId !== null ? 'pending-peer' : seen.state,
    provisionedId,
    expiresAt: own?.expiresAt ?? null,
    said,
    rawStatus,
    sharers: own?.sharers ?? [],
    overlaps: own?.peerRanges.filter((range) => overlaps(range, vpc.cidr)) ?? [],
  };
};

const fitOf = ({ state }: SeenPeer): Fit => {
  if (state === 'active') return 'good';
  return state === 'unknown' ? 'unknown' : 'missing';
};

/** Those that live, and of those that ended the ones that nothing has taken the place of. */
const listPeerings = (seen: readonly SeenPeering[], facts: VerifyFacts): readonly SeenPeer[] => {
  const all = seen.map((one) => mergePeering(one, facts));
  const living = all.filter(({ state }) => !isEnded(state));
  const over = all.filter(
    (one) => isEnded(one.state) && !living.some(({ peer }) => samePeer(peer, one.peer)),
  );
  return [...living, ...over];
};

const judgeLimit = (of: 'peerings' | 'endpoints', used: number, most: number | null): readonly Finding[] =>
  most === null || !isNear(used, most)
    ? []
    : [{ fit: used < most ? 'careful' : 'missing', kind: 'limit', of, used, most }];

const judgePeerings = (facts: VerifyFacts): readonly Finding[] => {
  const { peerings } = facts;
  if (peerings.kind === 'silent') {
    return [{ fit: 'unknown', kind: 'silent', about: 'peerings', code: peerings.code }];
  }
  const all = listPeerings(peerings.value ?? [], facts);
  if (all.length === 0) return [{ fit: 'missing', kind: 'no-peering' }];
  const living = all.filter(({ state }) => !isEnded(state)).length;
  return [
    ...all.map((peering): Finding => ({ fit: fitOf(peering), kind: 'peering', peering })),
    ...judgeLimit('peerings', living, findPeeringLimit(facts.vpc.region)?.most ?? null),
  ];
};

const judgeNames = (names: readonly NameFinding[]): Fit => {
  if (names.every((name) => name.isAnswering)) return 'good';
  const denied = names.some(({ looks }) => looks.some(({ kind }) => kind === 'no-such-name'));
  return denied ? 'missing' : 'unknown';
};

const judgeService = (service: SeenService, { looks }: VerifyFacts): Finding => {
  const names = service.endpoints.flatMap((endpoint): readonly NameFinding[] => {
    const said = looks.get(endpoint.host);
    return said === undefined ? [] : [{ endpoint, looks: said, isAnswering: isAnswering(said) }];
  });
  return { fit: judgeNames(names), kind: 'service', service, names };
};

/** The services that are in this VPC. */
export const listServicesIn = (
  { providerId }: Pick<Vpc, 'providerId'>,
  services: readonly SeenService[],
): readonly SeenService[] =>
  providerId === null ? [] : services.filter(({ vpcProviderId }) => vpcProviderId === providerId);

const judgeServices = (facts: VerifyFacts): readonly Finding[] => {
  const { services, vpc } = facts;
  if (services.kind === 'silent') {
    return [{ fit: 'unknown', kind: 'silent', about: 'services', code: services.code }];
  }
  const inside = listServicesIn(vpc, services.value);
  if (inside.length === 0) return [{ fit: 'missing', kind: 'no-service' }];
  const used = inside.reduce((sum, service) => sum + countEndpoints(service), 0);
  return [
    ...inside.map((service) => judgeService(service, facts)),
    ...judgeLimit('endpoints', used, findEndpointLimit(vpc.region)),
  ];
};

const peeringsOf = (findings: readonly Finding[]): readonly SeenPeer[] =>
  findings.flatMap((finding) => (finding.kind === 'peering' ? [finding.peering] : []));

const namesOf = (findings: readonly Finding[]): readonly NameFinding[] =>
  findings.flatMap((finding) => (finding.kind === 'service' ? finding.names : []));

/** What stands in the way first, from the VPC to the services in it. */
const findNext = (findings: readonly Finding[]): VerifyNext => {
  const [first] = findings;
  if (first?.kind === 'vpc-gone') return { kind: 'create' };
  if (first?.kind === 'vpc-not-made') return { kind: first.state === 'failed' ? 'create' : 'wait' };
  const peerings = peeringsOf(findings);
  const active = peerings.some(({ state }) => state === 'active');
  const pending = peerings.find(({ state }) => state === 'pending-peer');
  if (!active && pending !== undefined) return { kind: 'accept', peering: pending };
  if (!active && peerings.some(({ state }) => !isEnded(state))) return { kind: 'wait' };
  const [ended] = peerings;
  if (!active && ended !== undefined) return { kind: 'mend-peering', peering: ended };
  if (findings.some(({ kind }) => kind === 'no-peering')) return { kind: 'peer' };
  if (findings.some(({ kind }) => kind === 'silent')) return { kind: 'ask-again' };
  if (findings.some(({ kind }) => kind === 'no-service')) return { kind: 'attach' };
  const names = namesOf(findings);
  const unknown = names.find((name) => !name.isAnswering);
  if (unknown !== undefined) return { kind: 'wait-for-names', host: unknown.endpoint.host };
  const [name] = names;
  return name === undefined
    ? { kind: 'wait' }
    : { kind: 'try', host: name.endpoint.host, port: name.endpoint.port };
};

/** Whether a VPC can be reached, as far as the provider and the name servers tell. */
export const verifyVpc = (facts: VerifyFacts): Verification => {
  const vpc = judgeVpc(facts);
  const isThere = vpc.kind === 'vpc-there' || vpc.kind === 'silent';
  const findings = isThere ? [vpc, ...judgePeerings(facts), ...judgeServices(facts)] : [vpc];
  return { findings, next: findNext(findings) };
};
