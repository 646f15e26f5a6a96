import type { Listed, Project } from './project.ts';
import type { SideAccount } from './side-plan.ts';

/** Who presses or types, as Slack tells it at this moment. */
export interface Person {
  readonly userId: string;
  /** The user groups of the lists in question that hold this person. */
  readonly groups: readonly string[];
  /** `everyone` means members: a guest or somebody of another workspace must be listed by name. */
  readonly standing: 'member' | 'guest' | 'outsider' | 'deactivated';
}

export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly ask: Listed };

export type RefusalReason =
  | 'not-a-requester'
  | 'not-an-approver'
  | 'not-an-admin'
  | 'own-request'
  | 'not-yours'
  | 'not-an-owner'
  | 'deactivated';

const isListed = (person: Person, listed: Listed): boolean =>
  listed.includes(person.userId) ||
  person.groups.some((group) => listed.includes(group)) ||
  (person.standing === 'member' && listed.includes('everyone'));

const judge = (person: Person, listed: Listed, reason: RefusalReason): Verdict => {
  if (person.standing === 'deactivated') return { kind: 'refused', reason: 'deactivated', ask: listed };
  if (!isListed(person, listed)) return { kind: 'refused', reason, ask: listed };
  return { kind: 'allowed' };
};

/** May this person ask for anything in the project? */
export const judgeRequester = (person: Person, project: Project): Verdict =>
  judge(person, [...project.requesters, ...project.admins], 'not-a-requester');

/** May this person see what the project has? Whoever may ask or decide in it. */
export const judgeReader = (person: Person, project: Project): Verdict =>
  judge(person, [...project.requesters, ...project.approvers, ...project.admins], 'not-a-requester');

/** May this person decide on a request of `requesterId`? Nobody decides on their own. */
export const judgeApprover = (person: Person, requesterId: string, project: Project): Verdict => {
  const approvers = [...project.approvers, ...project.admins];
  if (person.userId === requesterId) {
    const others = approvers.filter((listed) => listed !== requesterId);
    return { kind: 'refused', reason: 'own-request', ask: others };
  }
  return judge(person, approvers, 'not-an-approver');
};

/** May this person approve where no approver did? */
export const judgeAdmin = (person: Person, project: Project): Verdict =>
  judge(person, project.admins, 'not-an-admin');

/** May this person tell what Timescale did about its own limit, for a request of `requesterId`? */
export const judgeLimitTeller = (person: Person, requesterId: string, project: Project): Verdict => {
  const admin = judgeAdmin(person, project);
  if (admin.kind === 'allowed') return admin;
  const listed = judge(person, [...project.approvers, ...project.admins], 'not-an-approver');
  return listed.kind === 'allowed' ? judgeApprover(person, requesterId, project) : listed;
};

/** May this person undo what `requesterId` asked for? Null: nobody did, so that those who decide may. */
export const judgeOwner = (person: Person, requesterId: string | null, project: Project): Verdict => {
  const asked = requesterId === null ? [] : [requesterId];
  return judge(person, [...asked, ...project.approvers, ...project.admins], 'not-yours');
};

/** May this person retry a request of `requesterId`? It creates: who asked must still be one who may. */
export const judgeRetrier = (person: Person, requesterId: string, project: Project): Verdict => {
  const verdict =
    person.userId === requesterId ? judgeReader(person, project) : judgeOwner(person, requesterId, project);
  if (verdict.kind === 'allowed' || verdict.reason !== 'not-a-requester') return verdict;
  // Those who may ask cannot list anybody.
  return { ...verdict, ask: [...project.approvers, ...project.admins] };
};

type Owned = Pick<SideAccount, 'owners'>;

/** May this person decide what is changed in that account of the customer's? */
export const judgeAccountOwner = (person: Person, { owners }: Owned): Verdict =>
  judge(person, owners, 'not-an-owner');

/** May this person want something changed there? Its owners are called, and decide. */
export const judgeAccountAsker = (person: Person, account: Owned, project: Project): Verdict => {
  const owner = judgeAccountOwner(person, account);
  const asker = judgeRequester(person, project);
  return asker.kind === 'allowed' ? asker : owner;
};

/** May this person see what is planned there? */
export const judgeAccountReader = (person: Person, account: Owned, project: Project): Verdict => {
  const owner = judgeAccountOwner(person, account);
  return owner.kind === 'allowed' ? owner : judgeReader(person, project);
};

/** The user groups that a judgement on this project may turn on. */
export const groupsOf = (project: Project): readonly string[] => {
  const listed = [...project.requesters, ...project.approvers, ...project.admins];
  return [...new Set(listed.filter((id) => id.startsWith('S')))];
};
