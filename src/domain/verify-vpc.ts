import { isAnswering } from './advance-names.ts';
import { overlaps } from './cidr.ts';
import type { Fit } from './fit.ts';
import { countEndpoints } from './move-request.ts';
import { samePeer } from './peer-network.ts';
import { isEnded, type SeenPeering } from './peering.ts';
import type { SeenService } from './service.ts';
import type { Finding, NameFinding, SeenPeer, SeenSide, Verification, VerifyFacts } from './verification.ts';
import { findNext } from './verify-next.ts';
import type { Vpc } from './vpc.ts';
import { findEndpointLimit, findPeeringLimit, isNear } from './vpc-limits.ts';

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

const judgeSide = (peering: SeenPeer, { found }: SeenSide): readonly Finding[] => {
  if (found.kind === 'silent') {
    const { code, action } = found;
    return [{ fit: 'unknown', kind: 'side-silent', peering, code, action }];
  }
  if (found.value === null) return [{ fit: 'missing', kind: 'side-gone', peering }];
  return found.value.map((one) => ({ fit: one.fit, kind: 'side', peering, found: one }));
};

/** A peering, and beneath it what its other side lacks; before it is active, its thread tells that. */
const judgePeering = (peering: SeenPeer, { sides }: VerifyFacts): readonly Finding[] => {
  const side = sides.find(({ peer }) => samePeer(peer, peering.peer));
  const isSeen = peering.state === 'active' && side !== undefined;
  const own: Finding = { fit: fitOf(peering), kind: 'peering', peering, isSeen };
  return isSeen ? [own, ...judgeSide(peering, side)] : [own];
};

const judgePeerings = (facts: VerifyFacts): readonly Finding[] => {
  const { peerings } = facts;
  if (peerings.kind === 'silent') {
    return [{ fit: 'unknown', kind: 'silent', about: 'peerings', code: peerings.code }];
  }
  const all = listPeerings(peerings.value ?? [], facts);
  if (all.length === 0) return [{ fit: 'missing', kind: 'no-peering' }];
  const living = all.filter(({ state }) => !isEnded(state)).length;
  return [
    ...all.flatMap((peering) => judgePeering(peering, facts)),
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

/** Whether a VPC can be reached, as far as the provider and the name servers tell. */
export const verifyVpc = (facts: VerifyFacts): Verification => {
  const vpc = judgeVpc(facts);
  const isThere = vpc.kind === 'vpc-there' || vpc.kind === 'silent';
  const findings = isThere ? [vpc, ...judgePeerings(facts), ...judgeServices(facts)] : [vpc];
  return { findings, next: findNext(findings) };
};
