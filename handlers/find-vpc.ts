import type { Deps } from '../src/deps.ts';
import type { Peering } from '../src/domain/peering.ts';
import type { Project } from '../src/domain/project.ts';
import type { Vpc } from '../src/domain/vpc.ts';
import { answerNoProject, answerSeveralVpcs, answerVpcNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { vpcWord } from '../src/slack/pick.ts';
import { findReadableProjects, listersOf } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

export interface KnownVpc {
  readonly vpc: Vpc;
  readonly peerings: readonly Peering[];
  readonly project: Project;
}

export type FoundVpc =
  | ({ readonly kind: 'vpc' } & KnownVpc)
  | { readonly kind: 'answer'; readonly message: Message };

/** The VPCs of the projects whose networks this person may see. */
export const listKnownVpcs = async (deps: Needs, userId: string): Promise<readonly KnownVpc[]> =>
  listVpcsIn(deps, await findReadableProjects(deps, userId));

const listVpcsIn = async (deps: Needs, readable: readonly Project[]): Promise<readonly KnownVpc[]> => {
  const all = await deps.store.listVpcs(readable.map(({ name }) => name));
  return all.flatMap(({ vpc, peerings }) => {
    const project = readable.find(({ name }) => name === vpc.project);
    return project === undefined ? [] : [{ vpc, peerings, project }];
  });
};

/** The one VPC that somebody calls so: by name, by the provider's id, or as a menu does. */
export const findVpc = async (deps: Needs, userId: string, typed: string): Promise<FoundVpc> => {
  const readable = await findReadableProjects(deps, userId);
  if (readable.length === 0) {
    return { kind: 'answer', message: answerNoProject(listersOf(deps.projects.values())) };
  }
  const all = await listVpcsIn(deps, readable);
  const word = typed.trim();
  const name = word.toLowerCase();
  const hits = all.filter(
    ({ vpc }) => vpcWord(vpc) === word || vpc.providerId === word || vpc.name.toLowerCase() === name,
  );
  const [hit, ...more] = hits;
  if (hit === undefined) {
    return {
      kind: 'answer',
      message: answerVpcNotFound(
        typed,
        all.map(({ vpc }) => vpc.name),
      ),
    };
  }
  if (more.length > 0) {
    return {
      kind: 'answer',
      message: answerSeveralVpcs(
        typed,
        hits.map(({ vpc }) => vpc),
      ),
    };
  }
  return { kind: 'vpc', ...hit };
};
