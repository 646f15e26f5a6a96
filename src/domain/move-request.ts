import { judgeRequester, type Person, type Verdict } from './access.ts';
import { findNearest } from './nearest.ts';
import type { Peering } from './peering.ts';
import type { Project } from './project.ts';
import type { SeenService } from './service.ts';
import { type MoveLeg, type MovePlace, planLegs, samePlace } from './service-move.ts';
import type { Vpc } from './vpc.ts';
import { findEndpointLimit } from './vpc-limits.ts';

/** What a person typed or chose. A service and a VPC are named by their name or the provider's id. */
export interface TypedMove {
  readonly service: string;
  /** `public`: the public internet. */
  readonly to: string;
  /** The service's name once more, typed to confirm. Null: it is only planned. */
  readonly confirm: string | null;
}

/** The word for the public internet, where a VPC may stand. A VPC that is called so goes by its id. */
export const PUBLIC = 'public';

export interface MoveFacts {
  /** As the provider last listed them. */
  readonly services: readonly SeenService[];
  readonly vpcs: readonly { readonly vpc: Vpc; readonly peerings: readonly Peering[] }[];
  /** Moves of the project that are under way. */
  readonly moving: readonly { readonly serviceId: string; readonly requestId: number }[];
}

type Unnamed =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly typed: string; readonly nearest: string | null }
  | { readonly kind: 'ambiguous'; readonly typed: string; readonly ids: readonly string[] };

export type ServiceProblem =
  | Unnamed
  | { readonly kind: 'refused'; readonly verdict: Extract<Verdict, { kind: 'refused' }> }
  | { readonly kind: 'not-ready'; readonly state: SeenService['state']; readonly rawStatus: string }
  | { readonly kind: 'moving'; readonly requestId: number };

export type PlaceProblem =
  | Unnamed
  | { readonly kind: 'already-there'; readonly service: string; readonly place: MovePlace | null }
  | {
      readonly kind: 'other-region';
      readonly vpc: string;
      readonly region: string;
      readonly service: string;
      readonly own: string;
    }
  | { readonly kind: 'not-active'; readonly vpc: string; readonly state: Vpc['state'] };

/** What is wrong, beside the field where it is wrong. No key: nothing wrong there. */
export interface MoveProblems {
  readonly service?: ServiceProblem;
  readonly to?: PlaceProblem;
  readonly confirm?: { readonly expected: string };
}

/** What is to be known before, and stands in nobody's way. */
export type MoveWarning =
  | { readonly kind: 'no-active-peering'; readonly vpc: string }
  | {
      readonly kind: 'endpoint-limit';
      readonly vpc: string;
      readonly used: number;
      readonly needed: number;
      readonly most: number;
    };

/** A move that may be carried out. */
export interface WantedMove {
  readonly project: Project;
  readonly service: SeenService;
  readonly from: MovePlace | null;
  readonly to: MovePlace | null;
  readonly legs: readonly Pick<MoveLeg, 'from' | 'to'>[];
  readonly warnings: readonly MoveWarning[];
}

export type MoveVerdict =
  | { readonly kind: 'problems'; readonly problems: MoveProblems }
  | { readonly kind: 'move'; readonly wanted: WantedMove };

interface Named {
  readonly name: string;
  readonly providerId: string;
}

const findNamed = <Thing extends Named>(typed: string, all: readonly Thing[]): Thing | Unnamed => {
  const word = typed.trim();
  if (word === '') return { kind: 'empty' };
  const byId = all.find(({ providerId }) => providerId === word);
  if (byId !== undefined) return byId;
  const hits = all.filter(({ name }) => name.toLowerCase() === word.toLowerCase());
  const [hit, ...more] = hits;
  if (hit === undefined) {
    return {
      kind: 'unknown',
      typed: word,
      nearest: findNearest(
        word,
        all.map(({ name }) => name),
      ),
    };
  }
  if (more.length === 0) return hit;
  return { kind: 'ambiguous', typed: word, ids: hits.map(({ providerId }) => providerId) };
};

/** Idle enough to be moved, and nobody moves it already. */
const judgeService = (service: SeenService, { moving }: MoveFacts): ServiceProblem | null => {
  const other = moving.find(({ serviceId }) => serviceId === service.providerId);
  if (other !== undefined) return { kind: 'moving', requestId: other.requestId };
  const { state, rawStatus } = service;
  return state === 'ready' ? null : { kind: 'not-ready', state, rawStatus };
};

type KnownVpc = MoveFacts['vpcs'][number] & Named;

/** One that the provider does not have yet is known by its name alone. */
const listPlaces = ({ vpcs }: MoveFacts): readonly KnownVpc[] =>
  vpcs.map(({ vpc, peerings }) => ({ vpc, peerings, name: vpc.name, providerId: vpc.providerId ?? '' }));

const placeOf = ({ name, providerId }: Named): MovePlace => ({ name, providerId });

const judgePlace = ({ vpc }: KnownVpc, service: SeenService): PlaceProblem | null => {
  const { name, region, state } = vpc;
  if (region !== service.region) {
    return { kind: 'other-region', vpc: name, region, service: service.name, own: service.region };
  }
  return state === 'active' ? null : { kind: 'not-active', vpc: name, state };
};

/** VPC endpoints at AWS that a service takes: one for the primary, one for all replicas, one for the pooler. */
export const countEndpoints = ({ endpoints, haReplicas }: SeenService): number => {
  const has = (...roles: readonly string[]) => endpoints.some(({ role }) => roles.includes(role));
  const replicas = haReplicas > 0 || has('replica', 'replica-pooler') ? 1 : 0;
  return 1 + replicas + (has('pooler') ? 1 : 0);
};

const listWarnings = (
  place: KnownVpc,
  service: SeenService,
  { services }: MoveFacts,
): readonly MoveWarning[] => {
  const { vpc, peerings, providerId } = place;
  const used = services
    .filter(({ vpcProviderId }) => vpcProviderId === providerId)
    .reduce((sum, other) => sum + countEndpoints(other), 0);
  const needed = countEndpoints(service);
  const most = findEndpointLimit(vpc.region);
  const unpeered = peerings.every(({ state }) => state !== 'active');
  return [
    ...(unpeered ? [{ kind: 'no-active-peering', vpc: vpc.name } as const] : []),
    ...(most !== null && used + needed > most
      ? [{ kind: 'endpoint-limit', vpc: vpc.name, used, needed, most } as const]
      : []),
  ];
};

const isPublic = (typed: string): boolean => typed.trim().toLowerCase() === PUBLIC;

const findFrom = ({ vpcProviderId }: SeenService, places: readonly KnownVpc[]): MovePlace | null => {
  if (vpcProviderId === null) return null;
  const known = places.find(({ providerId }) => providerId === vpcProviderId);
  return known === undefined ? { providerId: vpcProviderId, name: vpcProviderId } : placeOf(known);
};

/** Where it is to go, of a service that is known. */
const judgeTarget = (
  typed: TypedMove,
  service: SeenService,
  facts: MoveFacts,
): { readonly problem: PlaceProblem } | { readonly place: KnownVpc | null } => {
  const places = listPlaces(facts);
  const found = isPublic(typed.to) ? null : findNamed(typed.to, places);
  if (found !== null && 'kind' in found) return { problem: found };
  const place = found === null ? null : placeOf(found);
  if (samePlace(place, findFrom(service, places))) {
    return { problem: { kind: 'already-there', service: service.name, place } };
  }
  const problem = found === null ? null : judgePlace(found, service);
  return problem === null ? { place: found } : { problem };
};

const judgeConfirm = ({ confirm }: TypedMove, { name }: SeenService): Pick<MoveProblems, 'confirm'> =>
  confirm === null || confirm.trim() === name.trim() ? {} : { confirm: { expected: name } };

/** Judges a move on what is known here and now. Asks nobody; the plan is judged by it as well. */
export const judgeMove = (
  typed: TypedMove,
  person: Person,
  project: Project,
  facts: MoveFacts,
): MoveVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') {
    return { kind: 'problems', problems: { service: { kind: 'refused', verdict } } };
  }
  const service = findNamed(typed.service, facts.services);
  if ('kind' in service) return { kind: 'problems', problems: { service } };
  const unfit = judgeService(service, facts);
  const target = judgeTarget(typed, service, facts);
  const confirm = judgeConfirm(typed, service);
  if (unfit !== null || 'problem' in target || confirm.confirm !== undefined) {
    return {
      kind: 'problems',
      problems: {
        ...(unfit === null ? {} : { service: unfit }),
        ...('problem' in target ? { to: target.problem } : {}),
        ...confirm,
      },
    };
  }
  const { place } = target;
  const from = findFrom(service, listPlaces(facts));
  const to = place === null ? null : placeOf(place);
  const legs = planLegs(project.product, from, to);
  const warnings = place === null ? [] : listWarnings(place, service, facts);
  return { kind: 'move', wanted: { project, service, from, to, legs, warnings } };
};
