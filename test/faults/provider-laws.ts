import type { ProviderService, ProviderThing, Rows, readProvider } from './settled-world.ts';

type Provider = ReturnType<typeof readProvider>;
type Thing = 'VPC' | 'peering';

interface Row {
  readonly id: number;
  readonly requestId: number | null;
  readonly providerId: string | null;
  readonly state: string;
}

/** What stands there, made by the bot, and belongs to nothing that is alive. */
const findOrphan = (thing: Thing, { id, project, isThere }: ProviderThing, row: Row | undefined) => {
  if (!isThere) return [];
  if (row === undefined || row.requestId === null) return [`${thing} "${id}" in ${project} is nobody's`];
  const isOver = row.state === 'deleted' || row.state === 'requested' || row.state === 'deleting';
  return isOver ? [`${thing} "${id}" in ${project} stands there, but its row ${row.id} is ${row.state}`] : [];
};

/**
 * Each that the bot ever made is one row's, and each row's is one that was made. The older API has no ids for
 * peerings: those of two VPCs that were made in the same millisecond are called alike.
 */
const findUneven = (
  thing: Thing,
  made: readonly ProviderThing[],
  rows: readonly Row[],
  foreign: ReadonlySet<string>,
): readonly string[] => {
  const own = rows.filter(({ requestId }) => requestId !== null);
  return made
    .filter(({ id }) => !foreign.has(id))
    .flatMap((one) => {
      const of = own.filter(({ providerId }) => providerId === one.id);
      const alike = made.filter(({ id }) => id === one.id).length;
      const uneven =
        of.length === alike ? [] : [`${thing} "${one.id}" in ${one.project} is of ${of.length} rows`];
      return [...uneven, ...findOrphan(thing, one, of.find(({ state }) => state !== 'deleted') ?? of[0])];
    });
};

/** What the store says is there, and is not. */
const findMissing = (
  thing: Thing,
  made: readonly ProviderThing[],
  rows: readonly (Row & { readonly project: string })[],
): readonly string[] =>
  rows
    .filter(({ state }) => state === 'active' || state === 'pending-peer')
    .filter(({ project, providerId }) => {
      const one = made.find(({ id, project: at }) => id === providerId && at === project);
      return one === undefined || !one.isThere;
    })
    .map(({ id, state, providerId }) => `${thing} ${id} is ${state}, but "${providerId}" is not there`);

/** Requests with more than one VPC. */
const findDoubled = ({ requests, vpcs }: Rows): readonly string[] =>
  requests.flatMap(({ id, ask }) => {
    const own = vpcs.filter(({ requestId }) => requestId === id).length;
    const wanted = ask.kind === 'create' ? 1 : 0;
    return own === wanted ? [] : [`R${id} (${ask.kind}) has ${own} VPCs`];
  });

/** More moves than were asked for, or a service that is not where the last one that was done left it. */
const findMisplaced = ({ moves }: Rows, services: readonly ProviderService[]): readonly string[] =>
  services.flatMap(({ project, id, place, moves: made }) => {
    const own = moves.filter((move) => move.project === project && move.serviceId === id);
    const asked = own.flatMap(({ legs }) => legs).filter(({ refusal }) => refusal === null).length;
    const last = own.filter(({ state }) => state !== 'failed' && state !== 'cancelled').at(-1);
    const isElsewhere = last !== undefined && last === own.at(-1) && (last.to?.providerId ?? null) !== place;
    return [
      ...(made > asked ? [`service ${id} was moved ${made} times, ${asked} were asked for`] : []),
      ...(isElsewhere ? [`service ${id} is in "${place}", not where R${last.requestId} moved it`] : []),
    ];
  });

const findMisnamed = ({ vpcs }: Rows, made: readonly ProviderThing[]): readonly string[] =>
  vpcs
    .filter(({ state, requestId }) => state === 'active' && requestId !== null)
    .flatMap(({ id, name, project, providerId }) => {
      const there = made.find((one) => one.id === providerId && one.project === project);
      const isOther = there !== undefined && there.name !== null && there.name !== name;
      return isOther ? [`VPC ${id} is "${name}" here and "${there.name}" there`] : [];
    });

/** Exactly one VPC, peering or change at the provider for each request, and nothing that is nobody's. */
export const findProviderBroken = (
  rows: Rows,
  { vpcs, peerings, services }: Provider,
  foreign: ReadonlySet<string>,
): readonly string[] => {
  const projectOf = new Map(rows.vpcs.map(({ id, project }) => [id, project]));
  const links = rows.peerings.map((row) => ({ ...row, project: projectOf.get(row.vpcId) ?? '' }));
  return [
    ...findUneven('VPC', vpcs, rows.vpcs, foreign),
    ...findUneven('peering', peerings, rows.peerings, foreign),
    ...findMissing('VPC', vpcs, rows.vpcs),
    ...findMissing('peering', peerings, links),
    ...findDoubled(rows),
    ...findMisplaced(rows, services),
    ...findMisnamed(rows, vpcs),
  ];
};
