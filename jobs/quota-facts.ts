import type { Deps } from '../src/deps.ts';
import { groupsOf, judgeAdmin } from '../src/domain/access.ts';
import type { Notice } from '../src/domain/notice.ts';
import type { Project } from '../src/domain/project.ts';
import { type Deciders, findDeciders, type QuotaIncrease } from '../src/domain/quota.ts';
import { VpcbotError } from '../src/errors.ts';
import type { AskView, QuotaCardFacts } from '../src/slack/quota-card.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'log'>;

/** Who can decide now. Where Slack does not say, all who are listed are called: the card waits for nobody. */
const findWhoDecides = async (
  { directory, log }: Needs,
  project: Project,
  requesterId: string,
): Promise<Deciders> => {
  const listed = [...new Set([...project.approvers, ...project.admins])];
  try {
    const able = await directory.findAble(listed, requesterId);
    const person = await directory.findPerson(requesterId, groupsOf(project));
    return findDeciders(project, able, judgeAdmin(person, project).kind === 'allowed');
  } catch (err) {
    if (!(err instanceof VpcbotError)) throw err;
    log.warn({ err, project: project.name }, 'who can decide on a quota could not be looked up');
    const others = listed.filter((id) => id !== requesterId);
    return findDeciders(project, others, false);
  }
};

/** The ask that a notice is about: a request may have made several. */
const findAsk = async (
  { store }: Needs,
  { requestId, createdAt }: Notice,
  view: AskView,
): Promise<QuotaIncrease> => {
  const quota = (await store.findAsk(requestId, createdAt)) ?? view.quota;
  if (quota === null) throw new Error(`rendering a notice of request "${requestId}": it asks for no quota`);
  return quota;
};

const DECIDED: Deciders = { kind: 'nobody', breakGlass: false };

/** What the words of a notice about a quota need, as it is now. */
export const findQuotaCardFacts = async (
  deps: Needs,
  notice: Notice,
  view: AskView,
  project: Project,
): Promise<QuotaCardFacts> => {
  const quota = await findAsk(deps, notice, view);
  const facts = await deps.store.findQuotaFacts(project.name);
  if (quota.state !== 'asked') return { quota, deciders: DECIDED, facts };
  return { quota, deciders: await findWhoDecides(deps, project, view.request.requesterId), facts };
};
