import { judgeRequester, type Person, type Verdict } from './access.ts';
import type { Project } from './project.ts';
import type { Ask, Request } from './request.ts';
import { isRequestOver } from './request.ts';
import type { VpcRecord } from './step.ts';
import { judgeName, type ProjectFacts, type VpcRequestProblems } from './vpc-request.ts';

/** What is known of a VPC and its project when a change of it is judged. */
export interface VpcChangeFacts {
  readonly record: VpcRecord;
  readonly project: ProjectFacts;
}

/** Why no change of this VPC can be asked for at all now. */
export type VpcUnfit =
  | { readonly kind: 'refused'; readonly verdict: Extract<Verdict, { kind: 'refused' }> }
  /** Not made yet, failed, on its way out, or gone. */
  | { readonly kind: 'not-active'; readonly state: VpcRecord['vpc']['state'] }
  /** The same kind of change is under way already. */
  | { readonly kind: 'under-way'; readonly request: Request };

export type RenameProblem =
  | NonNullable<VpcRequestProblems['name']>
  | { readonly kind: 'same'; readonly name: string };

export type RenameVerdict =
  | { readonly kind: 'unfit'; readonly why: VpcUnfit }
  | { readonly kind: 'problem'; readonly problem: RenameProblem }
  | { readonly kind: 'change'; readonly ask: Extract<Ask, { kind: 'rename' }> };

/** Whether a change of this kind may be asked for, whatever it is in detail. Null: it may. */
export const judgeChangeable = (
  kind: Ask['kind'],
  { vpc, requests }: VpcRecord,
  person: Person,
  project: Project,
): VpcUnfit | null => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') return { kind: 'refused', verdict };
  const twin = requests.find((request) => request.ask.kind === kind && !isRequestOver(request));
  if (twin !== undefined) return { kind: 'under-way', request: twin };
  return vpc.state === 'active' ? null : { kind: 'not-active', state: vpc.state };
};

export const judgeRename = (
  typed: string,
  { record, project: facts }: VpcChangeFacts,
  person: Person,
  project: Project,
): RenameVerdict => {
  const why = judgeChangeable('rename', record, person, project);
  if (why !== null) return { kind: 'unfit', why };
  const { vpc } = record;
  const named = judgeName(typed, facts, vpc.id);
  if ('problem' in named) return { kind: 'problem', problem: named.problem };
  const { name } = named;
  if (name === vpc.name) return { kind: 'problem', problem: { kind: 'same', name } };
  return { kind: 'change', ask: { kind: 'rename', from: vpc.name, to: name } };
};
