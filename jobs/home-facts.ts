import type { Deps } from '../src/deps.ts';
import {
  groupsOf,
  judgeAccountOwner,
  judgeApprover,
  judgeLimitTeller,
  judgeReader,
  judgeRequester,
  type Person,
} from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { buildWish, suggestFree } from '../src/domain/range-offer.ts';
import { findSideAccount } from '../src/domain/side-plan.ts';
import { findTurn } from '../src/domain/turn.ts';
import { limitOf, type ProjectFacts } from '../src/domain/vpc-request.ts';
import type { HomeFacts, HomeRequest, HomeWaiting } from '../src/slack/home.ts';
import type { HomeProject } from '../src/slack/home-project.ts';
import type { StoredView } from '../src/store/requests.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'permalink' | 'projects' | 'clouds' | 'timing' | 'now'>;

const RANGES_OFFERED = 3;

const toHomeRequest = async (
  { store, permalink, projects }: Needs,
  view: StoredView,
): Promise<HomeRequest> => {
  const root = await store.findThread(view.request.id);
  const project = projects.get(view.request.project) ?? null;
  return { view, project, card: root === null ? null : permalink(root) };
};

const mayDecide = ({ request }: StoredView, project: Project, person: Person): boolean => {
  const judge = request.state === 'waiting-for-approval' ? judgeApprover : judgeLimitTeller;
  return judge(person, request.requesterId, project).kind === 'allowed';
};

/** Requests of others that this person may decide on, or tell what Timescale did about. */
const listHeld = async (deps: Needs, person: Person): Promise<readonly HomeWaiting[]> => {
  const { store, projects } = deps;
  const held = await store.listHeldViews([...projects.keys()]);
  const mine = held.filter((view) => {
    const project = projects.get(view.request.project);
    return project !== undefined && mayDecide(view, project, person);
  });
  return Promise.all(
    mine.map(async (view) => ({
      kind: view.request.state === 'waiting-for-approval' ? ('decide' as const) : ('tell' as const),
      ...(await toHomeRequest(deps, view)),
    })),
  );
};

/** Plans for accounts of this person's, which somebody wants carried out. */
const listAsked = async (deps: Needs, person: Person): Promise<readonly HomeWaiting[]> => {
  const { store, clouds } = deps;
  const found = await Promise.all(
    (await store.listAskedCompletions()).map(
      async ({ requestId, peeringId }): Promise<readonly HomeWaiting[]> => {
        const view = await store.findVpcView(requestId);
        const peering = view?.peerings.find(({ id }) => id === peeringId);
        if (view === null || peering === undefined) return [];
        const account = findSideAccount(clouds.accounts, peering.peer);
        if (account === null || judgeAccountOwner(person, account).kind === 'refused') return [];
        return [{ kind: 'approve', peering, ...(await toHomeRequest(deps, view)), view }];
      },
    ),
  );
  return found.flat();
};

/** Peerings whose instructions were sent to this person, and that nobody has accepted yet. */
const listSent = async ({ store, permalink }: Needs, userId: string): Promise<readonly HomeWaiting[]> => {
  const sent = await store.listSentPeerings(userId);
  const found = await Promise.all(
    sent.map(async ({ requestId, peeringId, channel, ts }): Promise<readonly HomeWaiting[]> => {
      const view = await store.findVpcView(requestId);
      const peering = view?.peerings.find(({ id }) => id === peeringId);
      if (view === null || peering?.state !== 'pending-peer') return [];
      return [{ kind: 'accept', view, peering, message: permalink({ channel, ts }) }];
    }),
  );
  return found.flat();
};

/** A project with what is known of it. */
interface Known {
  readonly project: Project;
  readonly facts: ProjectFacts;
}

const toHomeProject = async (
  { store }: Needs,
  { project, facts }: Known,
  all: readonly Known[],
): Promise<HomeProject> => {
  const others = all.filter((other) => other.project !== project);
  const wish = buildWish(
    project,
    facts,
    others.map((other) => ({ project: other.project, vpcs: other.facts.vpcs })),
    () => false,
  );
  return {
    project,
    vpcs: await store.listVpcs([project.name]),
    used: facts.used,
    limit: limitOf(project, facts),
    isKnown: facts.observedAt !== null,
    free: suggestFree(wish, RANGES_OFFERED),
  };
};

/** All that somebody's App Home shows. Who they are is asked anew, so that it holds what they may see now. */
export const gatherHome = async (deps: Needs, userId: string): Promise<HomeFacts> => {
  const { store, directory, projects, clouds, timing, now } = deps;
  const all = [...projects.values()];
  const owners = clouds.accounts.flatMap((account) => account.owners.filter((id) => id.startsWith('S')));
  const groups = new Set([...all.flatMap(groupsOf), ...owners]);
  const person = await directory.findPerson(userId, [...groups]);
  const where = (judge: typeof judgeReader) =>
    all.filter((project) => judge(person, project).kind === 'allowed');
  const views = await store.listOwnViews(userId, now() - timing.homeShowsEnded);
  const own = await Promise.all(views.map((view) => toHomeRequest(deps, view)));
  const known = await Promise.all(
    all.map(async (project) => ({ project, facts: await store.findProjectFacts(project.name) })),
  );
  const readable = where(judgeReader);
  const turns = own.filter(({ view, project }) => project !== null && findTurn(view) === 'requester');
  return {
    mayAsk: where(judgeRequester).length > 0,
    waiting: [
      ...(await listHeld(deps, person)),
      ...(await listAsked(deps, person)),
      ...(await listSent(deps, userId)),
      ...turns.map((turn) => ({ kind: 'own' as const, ...turn })),
    ],
    own,
    projects: await Promise.all(
      known.filter(({ project }) => readable.includes(project)).map((one) => toHomeProject(deps, one, known)),
    ),
  };
};
