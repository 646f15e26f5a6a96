import type { CloudFacts } from '../../demo/news.ts';
import type { SaidState } from './tone.ts';

type TigerVpc = CloudFacts['tiger']['projects'][number]['vpcs'][number];
type TigerPeering = TigerVpc['peerings'][number];

type Words = Readonly<Record<string, SaidState>>;

/** A word that nobody has put into other words stays as it is. */
const sayIn =
  (table: Words) =>
  (word: string): SaidState =>
    table[word] ?? { words: word, tone: 'moves' };

export const sayManagedVpc = sayIn({
  APPROVED: { words: 'Being made', tone: 'moves' },
  ACTIVE: { words: 'Ready', tone: 'well' },
  DELETING: { words: 'Being deleted', tone: 'moves' },
  DELETED: { words: 'Deleted', tone: 'over' },
});

export const sayManagedPeering = sayIn({
  APPROVED: { words: 'Being requested', tone: 'moves' },
  PENDING_PEER: { words: 'Waits for the other side', tone: 'waits' },
  ACTIVE: { words: 'Active', tone: 'well' },
  INVALID_SPECIFICATION: { words: 'Invalid', tone: 'wrong' },
  REJECTED_BY_PEER: { words: 'Rejected by the other side', tone: 'over' },
  DELETED_BY_PEER: { words: 'Deleted by the other side', tone: 'over' },
  DELETING: { words: 'Being deleted', tone: 'moves' },
  DELETED: { words: 'Deleted', tone: 'over' },
});

const tigerPeering = sayIn({
  PENDING: { words: 'Being requested', tone: 'moves' },
  APPROVED: { words: 'Being requested', tone: 'moves' },
  ACTIVE: { words: 'Active', tone: 'well' },
  INVALID: { words: 'Invalid', tone: 'wrong' },
  TIMEOUT: { words: 'Expired', tone: 'over' },
  DISABLED: { words: 'Deleted by the other side', tone: 'over' },
});

/** Tiger has one word for what is on its way to AWS and what waits there; the id at AWS tells them apart. */
export const sayTigerPeering = ({ status, provisionedId, goneAt }: TigerPeering): SaidState => {
  if (goneAt !== null) return { words: 'Being deleted', tone: 'moves' };
  const isAtAws = provisionedId !== undefined && status === 'APPROVED';
  return isAtAws ? { words: 'Waits for the other side', tone: 'waits' } : tigerPeering(status);
};

/** Tiger's API tells no state of a VPC; its times do. */
export const sayTigerVpc = (
  { readyAt, goneAt }: Pick<TigerVpc, 'readyAt' | 'goneAt'>,
  now: number,
): SaidState => {
  if (goneAt !== null) return { words: 'Being deleted', tone: 'moves' };
  return now < readyAt ? { words: 'Being made', tone: 'moves' } : { words: 'Ready', tone: 'well' };
};

export const sayService = sayIn({
  READY: { words: 'Ready', tone: 'well' },
  RUNNING: { words: 'Running', tone: 'well' },
  CONFIGURING: { words: 'Moving', tone: 'moves' },
  REBALANCING: { words: 'Moving', tone: 'moves' },
  REBUILDING: { words: 'Being made', tone: 'moves' },
  PAUSED: { words: 'Paused', tone: 'over' },
  POWEROFF: { words: 'Powered off', tone: 'over' },
});
