import type { Deps } from '../src/deps.ts';
import { judgeReader, type Person } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { buildWish, type OfferWish, type OtherProject } from '../src/domain/range-offer.ts';
import type { ProjectFacts } from '../src/domain/vpc-request.ts';

type Needs = Pick<Deps, 'store' | 'projects'>;

/** What all projects but these have. */
export const findOthers = ({ store, projects }: Needs, own: readonly Project[]): Promise<OtherProject[]> =>
  Promise.all(
    [...projects.values()]
      .filter((project) => !own.includes(project))
      .map(async (project) => ({ project, vpcs: await store.findProjectVpcs(project.name) })),
  );

/** What free ranges for this project are looked for around; whose it is is told only to who may see that. */
export const findWish = async (
  deps: Needs,
  project: Project,
  facts: ProjectFacts,
  person: Person,
): Promise<OfferWish> =>
  buildWish(
    project,
    facts,
    await findOthers(deps, [project]),
    (other) => judgeReader(person, other).kind === 'allowed',
  );
