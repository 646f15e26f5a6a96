import type { Deps } from '../src/deps.ts';
import { listNames, nameNetwork } from '../src/domain/peer-network.ts';
import { isEnded, type Peering } from '../src/domain/peering.ts';
import { answerNoProject, answerPeeringNotFound, answerSeveralPeerings } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { peeringWord } from '../src/slack/pick.ts';
import { type KnownVpc, listKnownVpcs } from './find-vpc.ts';
import { findReadableProjects, listersOf } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

export interface KnownPeering extends Omit<KnownVpc, 'peerings'> {
  readonly peering: Peering;
}

export type FoundPeering =
  | ({ readonly kind: 'peering' } & KnownPeering)
  | { readonly kind: 'answer'; readonly message: Message };

/** The peerings that live in the projects whose networks this person may see. */
export const listKnownPeerings = async (deps: Needs, userId: string): Promise<readonly KnownPeering[]> =>
  (await listKnownVpcs(deps, userId)).flatMap(({ vpc, peerings, project }) =>
    peerings.filter(({ state }) => !isEnded(state)).map((peering) => ({ vpc, project, peering })),
  );

/** By which no other peering goes: Timescale's network in Google Cloud or Azure is one for all of a VPC. */
const nameExactly = ({ provisionedId, providerId, peer }: Peering): string =>
  (peer.kind === 'aws' ? provisionedId : null) ?? providerId ?? nameNetwork(peer);

/** The one peering that somebody calls so: by Timescale's end of it (`pcx-…`), by the provider's id, by its network, or as a menu does. */
export const findPeering = async (deps: Needs, userId: string, typed: string): Promise<FoundPeering> => {
  const all = await listKnownPeerings(deps, userId);
  if (all.length === 0 && (await findReadableProjects(deps, userId)).length === 0) {
    return { kind: 'answer', message: answerNoProject(listersOf(deps.projects.values())) };
  }
  const word = typed.trim();
  const id = word.toLowerCase();
  const hits = all.filter(
    ({ peering }) =>
      peeringWord(peering) === word ||
      peering.providerId === word ||
      peering.provisionedId?.toLowerCase() === id ||
      listNames(peering.peer).includes(id),
  );
  const [hit, ...more] = hits;
  if (hit === undefined) {
    const known = all.flatMap(({ peering }) => peering.provisionedId ?? []);
    return { kind: 'answer', message: answerPeeringNotFound(typed, known) };
  }
  if (more.length > 0) {
    const ids = hits.map(({ peering }) => nameExactly(peering));
    return { kind: 'answer', message: answerSeveralPeerings(typed, ids) };
  }
  return { kind: 'peering', ...hit };
};
