import { z } from 'zod';
import type { Deps } from '../src/deps.ts';
import { parseCidr } from '../src/domain/cidr.ts';
import { listHeld } from '../src/domain/network-check.ts';
import type { Project } from '../src/domain/project.ts';
import type { QuotaUse } from '../src/domain/quota.ts';
import { spareNetworks, suggestFree } from '../src/domain/range-offer.ts';
import { judgeRegion } from '../src/domain/region.ts';
import { suggestVpcName } from '../src/domain/vpc-name.ts';
import {
  judgeVpcRequest,
  limitOf,
  listRegions,
  type ProjectFacts,
  type TypedVpcRequest,
  type VpcRequestProblems,
} from '../src/domain/vpc-request.ts';
import { answerProjectNotFound, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import {
  buildCreateVpcForm,
  CREATE_VPC_FORM,
  createVpcErrors,
  findPeerCloud,
  parseCreateVpcDraft,
  parseCreateVpcForm,
  planCreateVpc,
} from '../src/slack/create-vpc-form.ts';
import { buildNothingAllowedView } from '../src/slack/plain-views.ts';
import type { Doing } from '../src/store/requests.ts';
import { AZURE_BEFORE_BLOCKS } from './azure-before.ts';
import type { Change, ChangeDeps, Judged, Recorded, SoFar } from './change.ts';
import { findTooMany, judgeMore } from './creations.ts';
import { findWish } from './known-ranges.ts';
import { findOwnProjects, findPerson, findProject } from './people.ts';
import { findChoices, seePeers } from './see-networks.ts';
import { typedPeers } from './typed-peers.ts';

type Typed = TypedVpcRequest;

const typedVpc = z
  .object({
    project: z.string(),
    name: z.string(),
    region: z.string(),
    cidr: z.string(),
    peers: typedPeers,
  })
  .partial();

const NOTHING: Typed = { project: '', name: '', region: '', cidr: '', peers: [] };

const useOf = (project: Project, facts: ProjectFacts): QuotaUse | null =>
  facts.observedAt === null ? null : { used: facts.used, limit: limitOf(project, facts) };

/** Reads the project at its provider, so that what is submitted a minute later is judged on fresh facts. */
const freshen = ({ wake }: Pick<Deps, 'wake'>, project: string): Promise<void> =>
  wake({ name: 'observe-project', payload: { project } });

/** In place of the form, for somebody who may not ask in the project, or in none. */
const buildRefusal = ({ projects }: ChangeDeps, own: readonly Project[], wanted: string | undefined) => {
  const named = wanted === undefined ? undefined : projects.get(wanted);
  const concerned = named === undefined ? [...projects.values()] : [named];
  const ask = concerned.flatMap(({ approvers, admins }) => [...approvers, ...admins]);
  return buildNothingAllowedView(own.length === 0 ? null : (wanted ?? null), [...new Set(ask)]);
};

/** The form for this project, from what is known of it here and now. */
const buildForm = async (deps: ChangeDeps, userId: string, { project: wanted, ...typed }: SoFar<Typed>) => {
  const own = await findOwnProjects(deps, userId);
  const project = wanted === undefined ? own[0] : own.find(({ name }) => name === wanted);
  if (project === undefined) return buildRefusal(deps, own, wanted);
  const facts = await deps.store.findProjectFacts(project.name);
  const regions = listRegions(project, facts);
  const chosen = judgeRegion(typed.region ?? '', regions);
  const names = facts.vpcs.map(({ name }) => name);
  const person = await findPerson(deps, userId, [project]);
  const around = await findWish(deps, project, facts, person);
  const peers = typed.peers ?? [];
  const look = {
    cloud: findPeerCloud({ regions, typed }),
    region: chosen.kind === 'region' ? chosen.region : null,
    typed: peers,
  };
  const choices = await findChoices(deps, look);
  const seen = choices.sightings.flatMap(({ seen: one }) => one ?? []);
  const [free = null] = suggestFree(spareNetworks(around, seen, choices.known.networks), 1);
  const range = parseCidr(typed.cidr ?? free?.text ?? '');
  await freshen(deps, project.name);
  return buildCreateVpcForm({
    projects: own.map(({ name }) => name),
    project,
    regions,
    suggestion: {
      name: suggestVpcName(project.name, chosen.kind === 'region' ? chosen.region : '', names),
      cidr: free,
    },
    taken: [...seen.flatMap(listHeld), ...around.taken],
    use: useOf(project, facts),
    typed,
    azureBefore: AZURE_BEFORE_BLOCKS,
    choices: { ...choices, range: range.kind === 'cidr' ? { cidr: range.cidr, isFixed: false } : null },
  });
};

const inFields = (problems: VpcRequestProblems, project: string): Extract<Judged, { kind: 'problems' }> => ({
  kind: 'problems',
  problems: createVpcErrors(problems, project),
});

const noProject = (typed: string) => inFields({ project: { kind: 'unknown', typed, nearest: null } }, typed);

/** What is typed, with what is seen of its networks, and what is known of the project. */
const gather = async (deps: ChangeDeps, userId: string, project: Project, typed: Typed) => {
  const facts = await deps.store.findProjectFacts(project.name);
  const region = judgeRegion(typed.region, listRegions(project, facts));
  const [person, seen] = await Promise.all([
    findPerson(deps, userId, [project]),
    seePeers(deps, typed.peers, region.kind === 'region' ? region.region : null),
  ]);
  return { facts, person, typed: { ...typed, peers: seen.peers }, sightings: seen.sightings };
};

const judge = async (deps: ChangeDeps, userId: string, asked: Typed): Promise<Judged> => {
  const project = deps.projects.get(asked.project);
  if (project === undefined) return noProject(asked.project);
  const { facts, person, typed, sightings } = await gather(deps, userId, project, asked);
  const verdict = judgeVpcRequest(typed, person, project, facts, sightings);
  if (verdict.kind !== 'problems') {
    const tooMany = await findTooMany(deps, userId);
    if (tooMany !== null) return tooMany;
    return { kind: 'plan', plan: planCreateVpc(verdict.wanted, useOf(project, facts), sightings) };
  }
  const { problems } = verdict;
  return problems.project?.kind === 'refused'
    ? { kind: 'answer', message: answerRefused(problems.project.verdict, project.name) }
    : inFields(problems, project.name);
};

const record = async (deps: ChangeDeps, asked: Typed, by: Doing): Promise<Recorded> => {
  const project = deps.projects.get(asked.project);
  if (project === undefined) return noProject(asked.project);
  const { person, typed, sightings } = await gather(deps, by.actor, project, asked);
  const opened = await deps.store.openVpcRequest(
    project.name,
    (facts, askedAt) => {
      const verdict = judgeVpcRequest(typed, person, project, facts, sightings);
      return verdict.kind === 'problems' ? verdict : (judgeMore(deps)(askedAt()) ?? verdict);
    },
    by,
  );
  if (opened.kind === 'too-many') return opened;
  if (opened.kind !== 'opened') return inFields(opened.problems, project.name);
  const { requestId, vpcId, waits } = opened;
  const wake = waits ? [] : [{ name: 'advance-vpc', payload: { vpcId } } as const];
  return { kind: 'recorded', requestId, channel: project.channel, waits, wake };
};

/** `/vpc create [project] [region] [cidr]`. */
export const createCreateVpc = (deps: ChangeDeps): Change<Typed> => ({
  id: CREATE_VPC_FORM,
  title: 'Create a VPC',
  confirmedBy: 'press',
  nothing: NOTHING,
  readTyped: (value) => typedVpc.safeParse(value).data ?? null,
  parseForm: ({ values, metadata }) => parseCreateVpcForm(values, metadata),
  readDraft: ({ values, metadata }, pressed) => parseCreateVpcDraft(values, metadata, pressed),
  buildForm: (userId, typed) => buildForm(deps, userId, typed),
  judge: (userId, typed) => judge(deps, userId, typed),
  record: (typed, by) => record(deps, typed, by),
});

type CreateCommand = Extract<Command, { kind: 'create' }>;

export type ReadCreate =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'form'; readonly typed: () => Promise<SoFar<Typed>> }
  /** All that a plan needs: the name is suggested, and peerings come later. */
  | { readonly kind: 'whole'; readonly typed: Typed };

/** The project whose channel it is, among those where this person may ask. */
const findProjectOf = async (
  deps: Pick<ChangeDeps, 'projects' | 'directory'>,
  channel: string,
  userId: string,
): Promise<string | undefined> =>
  (await findOwnProjects(deps, userId)).find((project) => project.channel === channel)?.name;

/** What the command asks for. With its three arguments nothing is missing. */
export const readCreateCommand = async (
  deps: Pick<ChangeDeps, 'store' | 'projects' | 'directory'>,
  { project: typedProject, region, cidr }: CreateCommand,
  { userId, channel }: { readonly userId: string; readonly channel: string },
): Promise<ReadCreate> => {
  const project = typedProject === undefined ? undefined : findProject(deps.projects, typedProject);
  if (typedProject !== undefined && project === undefined) {
    const own = (await findOwnProjects(deps, userId)).map(({ name }) => name);
    return { kind: 'answer', message: answerProjectNotFound(typedProject, own, 'create') };
  }
  if (project === undefined || region === undefined || cidr === undefined) {
    const typed = async (): Promise<SoFar<Typed>> => {
      const name = project?.name ?? (await findProjectOf(deps, channel, userId));
      return { project: name, region, cidr };
    };
    return { kind: 'form', typed };
  }
  const facts = await deps.store.findProjectFacts(project.name);
  const chosen = judgeRegion(region, listRegions(project, facts));
  const name = suggestVpcName(
    project.name,
    chosen.kind === 'region' ? chosen.region : region,
    facts.vpcs.map((vpc) => vpc.name),
  );
  return { kind: 'whole', typed: { project: project.name, name, region, cidr, peers: [] } };
};
