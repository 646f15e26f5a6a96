import type { Deps } from '../src/deps.ts';
import { groupsOf, type Person, type Verdict } from '../src/domain/access.ts';
import type { Side } from '../src/domain/completion.ts';
import type { Project } from '../src/domain/project.ts';
import { findSideAccount, type SideAccount } from '../src/domain/side-plan.ts';
import { answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerNoOwners, answerSideNotSeen } from '../src/slack/side-answers.ts';
import type { StoredPeering } from '../src/store/pending-peers.ts';
import { findConfigured } from './find-pending-peer.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'clouds'>;

/** The other side of a peering, and who is about to do something with it. */
export interface SideHere extends StoredPeering {
  /** Null: nobody ever looked at it. */
  readonly side: Side | null;
  readonly account: SideAccount;
  readonly project: Project;
  readonly person: Person;
}

export type FoundSide =
  | { readonly kind: 'side'; readonly here: SideHere }
  | { readonly kind: 'answer'; readonly message: Message };

/** Whether somebody may do it is judged by the caller; a person is read with all groups that may count. */
const findHere = async (deps: Needs, peeringId: number, user: string): Promise<FoundSide> => {
  const found = await findConfigured(deps, peeringId);
  if (found.kind === 'answer') return found;
  const { stored, project } = found;
  const account = findSideAccount(deps.clouds.accounts, stored.peering.peer);
  if (account === null) return { kind: 'answer', message: answerSideNotSeen(stored.peering) };
  const owners = account.owners.filter((id) => id.startsWith('S'));
  const person = await deps.directory.findPerson(user, [...new Set([...groupsOf(project), ...owners])]);
  const side = await deps.store.findSide(peeringId);
  return { kind: 'side', here: { ...stored, side, account, project, person } };
};

/** To who may not: whom to ask. */
const refuse = (
  verdict: Extract<Verdict, { kind: 'refused' }>,
  { account, peering, project }: SideHere,
): Message =>
  verdict.reason === 'not-an-owner' && account.owners.length === 0
    ? answerNoOwners(peering)
    : answerRefused(verdict, project.name);

/** The other side, where this person may do what `judge` is about; or what they are told instead. */
export const findSide = async (
  deps: Needs,
  peeringId: number,
  user: string,
  judge: (here: SideHere) => Verdict,
): Promise<FoundSide> => {
  const found = await findHere(deps, peeringId, user);
  if (found.kind === 'answer') return found;
  const verdict = judge(found.here);
  return verdict.kind === 'allowed' ? found : { kind: 'answer', message: refuse(verdict, found.here) };
};
