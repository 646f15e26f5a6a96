import type { AuditDraft } from './audit.ts';
import type { NoticeBody } from './notice-body.ts';
import type { Ask } from './request.ts';
import type { MovePlace } from './service-move.ts';

/** What a request is about, as far as a line of history names it. */
export interface HistoryRequest {
  readonly id: number;
  readonly ask: Ask;
  /** The VPC's name as it is now. */
  readonly vpc: string | null;
  readonly move: {
    readonly service: string;
    readonly from: MovePlace | null;
    readonly to: MovePlace | null;
  } | null;
}

/** Something that somebody did, or that came of it. */
export type Happening =
  | ({ readonly kind: 'act' } & Pick<AuditDraft, 'actor' | 'act' | 'why' | 'origin'>)
  | { readonly kind: 'fact'; readonly body: NoticeBody };

export interface HistoryEntry {
  readonly at: number;
  readonly project: string;
  /** Null: it is about the project as a whole. */
  readonly request: HistoryRequest | null;
  readonly happening: Happening;
}

/** Whose history: a project's, or that of VPCs, of which several had the same name one after the other. */
export type HistorySubject =
  | { readonly kind: 'project'; readonly project: string }
  | {
      readonly kind: 'vpcs';
      readonly project: string;
      readonly name: string;
      readonly ids: readonly number[];
    };

/** A VPC that there is or was. */
export interface PastVpc {
  readonly id: number;
  readonly project: string;
  readonly name: string;
  readonly providerId: string | null;
}

export type FoundSubjects =
  | { readonly kind: 'found'; readonly subject: HistorySubject }
  /** VPCs of that name in several projects. */
  | { readonly kind: 'several'; readonly projects: readonly string[] }
  | { readonly kind: 'none' };

/** What somebody means by a word: a project, the VPCs of that name, or the VPC with that id. */
export const findSubject = (
  typed: string,
  projects: readonly string[],
  vpcs: readonly PastVpc[],
): FoundSubjects => {
  const word = typed.trim();
  const same = (name: string): boolean => name.toLowerCase() === word.toLowerCase();
  const project = projects.find(same);
  if (project !== undefined) return { kind: 'found', subject: { kind: 'project', project } };
  const known = vpcs.filter((vpc) => projects.includes(vpc.project));
  const byId = known.filter(({ providerId }) => providerId === word);
  const hits = byId.length > 0 ? byId : known.filter(({ name }) => same(name));
  const [first] = hits;
  if (first === undefined) return { kind: 'none' };
  const owners = [...new Set(hits.map((vpc) => vpc.project))];
  if (owners.length > 1) return { kind: 'several', projects: owners };
  const ids = hits.map(({ id }) => id);
  return { kind: 'found', subject: { kind: 'vpcs', project: first.project, name: first.name, ids } };
};
