import type { Carried, Clouds, Tags } from '../src/clouds/api.ts';
import type { SideAccount, SideChange, SideMade, TakenBack } from '../src/domain/side-plan.ts';
import type { SideRecord } from '../src/domain/side-step.ts';

/** Where a change is made: the account that the configuration lets the bot act in. */
export interface SidePlace {
  readonly clouds: Clouds;
  readonly account: SideAccount;
  readonly record: SideRecord;
}

/** What is made is found again by these, whatever became of the answer. */
const tagsFor = ({ side: { completion } }: SideRecord): Tags =>
  completion === null
    ? {}
    : { 'vpcbot:request': `R${completion.requestId}`, 'vpcbot:completion': `${completion.id}` };

const misplaced = (kind: string, { record }: SidePlace): Error =>
  new Error(`changing the other side of peering ${record.peering.id}: "${kind}" belongs to another cloud`);

/** Makes one change of the plan. */
export const carryOut = async (place: SidePlace, change: SideChange): Promise<Carried> => {
  const { clouds, account, record } = place;
  const { peer } = record.peering;
  if (change.kind === 'add-peering') {
    if (peer.kind !== 'google') throw misplaced(change.kind, place);
    const round = `${record.side.completion?.round ?? 0}`;
    // Google takes two askings with the same tags for one, and each approval is an asking of its own.
    return clouds.google(account.id).carryOut(change, { ...tagsFor(record), 'vpcbot:round': round });
  }
  if (peer.kind !== 'aws') throw misplaced(change.kind, place);
  const { region, vpcId } = peer;
  return clouds.aws(account.id).carryOut({ region, vpcId }, change, tagsFor(record));
};

/** Takes back one thing that was made. */
export const takeBack = async (place: SidePlace, made: SideMade): Promise<TakenBack> => {
  const { clouds, account, record } = place;
  const { peer } = record.peering;
  switch (peer.kind) {
    case 'aws': {
      const { region, vpcId } = peer;
      return clouds.aws(account.id).takeBack({ region, vpcId }, made, tagsFor(record));
    }
    case 'google':
      return clouds.google(account.id).takeBack(made);
    case 'azure':
      throw misplaced(made.kind, place);
    default:
      return peer satisfies never;
  }
};
