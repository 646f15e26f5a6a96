import type { Deps } from '../src/deps.ts';
import { judgeRequester } from '../src/domain/access.ts';
import { judgeDelete } from '../src/domain/vpc-change.ts';
import { answerVpcNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildVpcList, type VpcReach } from '../src/slack/vpc-list.ts';
import { buildVpcShow } from '../src/slack/vpc-show.ts';
import { findNamedProjects } from './find-projects.ts';
import { findVpc } from './find-vpc.ts';
import { findPerson } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

const findReaches = async ({ store }: Needs, projects: readonly string[]): Promise<readonly VpcReach[]> => {
  const services = await store.listServices(projects);
  return (await store.listVpcs(projects)).map(({ vpc, peerings }) => ({
    vpcId: vpc.id,
    isPeered: peerings.some(({ state }) => state === 'active'),
    sharers: peerings.flatMap((peering) => peering.sharers),
    services: services
      .filter(({ project, vpcProviderId }) => project === vpc.project && vpcProviderId === vpc.providerId)
      .flatMap(({ name, vpcProviderId }) => (vpcProviderId === null ? [] : [name])),
  }));
};

/** `/vpc list [project]`. */
export const listVpcs = async (deps: Needs, user: string, named: string | undefined): Promise<Message> => {
  const found = await findNamedProjects(deps, user, named, 'list');
  if (found.kind === 'answer') return found.message;
  const { projects } = found;
  const reaches = await findReaches(
    deps,
    projects.map(({ name }) => name),
  );
  return buildVpcList(
    await Promise.all(
      projects.map(async (project) => ({
        project,
        facts: await deps.store.findProjectFacts(project.name),
        reaches,
      })),
    ),
  );
};

/** `/vpc show <vpc>`, with buttons for what this person may ask for. */
export const showVpc = async (deps: Needs, user: string, wanted: string): Promise<Message> => {
  const found = await findVpc(deps, user, wanted);
  if (found.kind === 'answer') return found.message;
  const { vpc, project } = found;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  if (facts === null) return answerVpcNotFound(wanted, []);
  const person = await findPerson(deps, user, [project]);
  return buildVpcShow({
    record: facts.record,
    services: facts.services,
    may: {
      change: judgeRequester(person, project).kind === 'allowed',
      remove: judgeDelete(facts, person, project).kind === 'change',
    },
  });
};
