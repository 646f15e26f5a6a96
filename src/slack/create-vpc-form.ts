import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Cidr } from '../domain/cidr.ts';
import type { Project } from '../domain/project.ts';
import { judgeRegion } from '../domain/region.ts';
import { suggestVpcName } from '../domain/vpc-name.ts';
import {
  limitOf,
  type ProjectFacts,
  suggestVpcRange,
  type TypedVpcRequest,
  type VpcRequestProblems,
} from '../domain/vpc-request.ts';
import { asPlain, context, divider, MOST, section, selectInput, textInput } from './blocks.ts';
import { code, listSome, mrkdwn } from './mrkdwn.ts';
import { buildPeerFields, PEER_FIELDS, parsePeerFields, peerErrors, sentences } from './peer-fields.ts';
import { count } from './plain-words.ts';
import {
  renderNameProblem,
  renderProjectProblem,
  renderRangeProblem,
  renderRegionProblem,
} from './problem-words.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const CREATE_VPC_FORM = 'create_vpc';

/** Action ids. Choosing a project is dispatched, so that the form can be built again for it. */
export const CREATE_VPC_FIELDS = {
  project: 'create_vpc_project',
  name: 'create_vpc_name',
  region: 'create_vpc_region',
  cidr: 'create_vpc_cidr',
  ...PEER_FIELDS,
} as const satisfies Record<keyof TypedVpcRequest, string>;

type Field = keyof TypedVpcRequest;

const FIELDS: readonly Field[] = [
  'project',
  'name',
  'region',
  'cidr',
  'peerAccountId',
  'peerVpcId',
  'peerRegion',
  'peerRanges',
];

/** What the form offers depends on the project; Slack shows a new offer only in a block with a new id. */
const OFFERED: readonly Field[] = ['name', 'region', 'cidr'];

/** The block of a field, while the form shows this project. Errors of a submission are keyed by it. */
export const createVpcBlock = (field: Field, project: string): string => {
  const action = CREATE_VPC_FIELDS[field];
  return OFFERED.includes(field) ? `${action}:${project}`.slice(0, MOST.id) : action;
};

export interface CreateVpcForm {
  /** Names of the projects where this person may ask; at least the chosen one. */
  readonly projects: readonly string[];
  readonly project: Project;
  readonly facts: ProjectFacts;
  /** From the command, or from the form before; what is not here gets a suggestion. */
  readonly typed: Partial<TypedVpcRequest>;
}

/** What is offered where nothing is typed. `cidr: null`: no range of the usual size is free. */
interface Suggestion {
  readonly name: string;
  readonly cidr: Cidr | null;
}

const TAKEN_SHOWN = 8;
const LONGEST = { name: 200, cidr: 100 } as const;

const suggest = ({ project, facts, typed }: CreateVpcForm): Suggestion => {
  const region = judgeRegion(typed.region ?? '', project.regions);
  const names = facts.vpcs.map(({ name }) => name);
  return {
    name: suggestVpcName(project.name, region.kind === 'region' ? region.region : 'vpc', names),
    cidr: suggestVpcRange(project, facts),
  };
};

const buildQuotaLine = ({ project, facts }: CreateVpcForm): KnownBlock => {
  const limit = limitOf(project, facts);
  const line = mrkdwn`${project.name} uses ${facts.used} of ${count(limit, 'VPC')}.`;
  if (facts.used < limit) return context(line);
  return context(mrkdwn`${line} One more needs an approval: your request waits until an approver decides.`);
};

const buildTakenLine = ({ project, facts }: CreateVpcForm): readonly KnownBlock[] => {
  const taken = [
    ...facts.vpcs.map(({ cidr, name }) => mrkdwn`${code(cidr.text)} (VPC ${name})`),
    ...project.reservedRanges.map(({ text }) => mrkdwn`${code(text)} (your own network)`),
    ...facts.peerRanges.map(({ cidr, vpcName }) => mrkdwn`${code(cidr.text)} (peer of ${vpcName})`),
  ];
  const unread = mrkdwn`vpcbot has not read this project at Timescale yet, so ranges in use there may be missing.`;
  return [
    ...(taken.length === 0 ? [] : [context(mrkdwn`Taken: ${listSome(taken, TAKEN_SHOWN)}.`)]),
    ...(facts.observedAt === null ? [context(unread)] : []),
  ];
};

const hintOfRange = (cidr: Cidr | null): string =>
  cidr === null
    ? 'No range of the usual size is free. Type one that overlaps none of those taken. It cannot be changed later.'
    : `${cidr.text} is free: it overlaps no VPC, peer or network that vpcbot knows of. It cannot be changed later.`;

const buildRegion = ({ project, typed }: CreateVpcForm): InputBlock => {
  const verdict = judgeRegion(typed.region ?? '', project.regions);
  const wrong = verdict.kind === 'region' || verdict.kind === 'empty' ? null : renderRegionProblem(verdict);
  return selectInput({
    block: createVpcBlock('region', project.name),
    action: CREATE_VPC_FIELDS.region,
    label: 'Region',
    hint: wrong ?? 'Where your Timescale services are. It cannot be changed later.',
    choices: project.regions,
    chosen: verdict.kind === 'region' ? verdict.region : undefined,
    placeholder: 'Choose a region',
  });
};

const buildVpcFields = (form: CreateVpcForm, suggestion: Suggestion): readonly KnownBlock[] => {
  const { project, projects, typed } = form;
  const others = projects.filter((name) => name !== project.name);
  return [
    selectInput({
      block: createVpcBlock('project', project.name),
      action: CREATE_VPC_FIELDS.project,
      label: 'Project',
      choices: [project.name, ...others].slice(0, MOST.options).sort(),
      chosen: project.name,
      placeholder: 'Choose a project',
      dispatch: true,
    }),
    buildQuotaLine(form),
    textInput({
      block: createVpcBlock('name', project.name),
      action: CREATE_VPC_FIELDS.name,
      label: 'Name',
      typed: typed.name ?? suggestion.name,
      longest: LONGEST.name,
    }),
    buildRegion(form),
    textInput({
      block: createVpcBlock('cidr', project.name),
      action: CREATE_VPC_FIELDS.cidr,
      label: 'IP range',
      hint: hintOfRange(suggestion.cidr),
      typed: typed.cidr ?? suggestion.cidr?.text,
      placeholder: '10.0.1.0/24',
      longest: LONGEST.cidr,
    }),
    ...buildTakenLine(form),
  ];
};

export const buildCreateVpcForm = (form: CreateVpcForm): ModalView => {
  const suggestion = suggest(form);
  const offered = { name: suggestion.name, cidr: suggestion.cidr?.text ?? '' };
  return {
    type: 'modal',
    callback_id: CREATE_VPC_FORM,
    title: asPlain('Create a VPC', MOST.title),
    submit: asPlain('Create', MOST.title),
    close: asPlain('Close', MOST.title),
    private_metadata: JSON.stringify(offered),
    blocks: [
      ...buildVpcFields(form, suggestion),
      divider,
      section(mrkdwn`*First peering*\nThe network of yours that is to reach this VPC.`),
      ...buildPeerFields(form.typed),
    ],
  };
};

export const parseCreateVpcForm = (values: ViewValues): TypedVpcRequest => ({
  project: readField(values, CREATE_VPC_FIELDS.project),
  name: readField(values, CREATE_VPC_FIELDS.name),
  region: readField(values, CREATE_VPC_FIELDS.region),
  cidr: readField(values, CREATE_VPC_FIELDS.cidr),
  ...parsePeerFields(values),
});

/** What a person typed so far, without what the form had offered: another project gets its own offer. */
export const parseCreateVpcDraft = (
  values: ViewValues,
  privateMetadata: string | undefined,
): Partial<TypedVpcRequest> => {
  const offered = readMetadata(privateMetadata);
  const typed = Object.entries(parseCreateVpcForm(values)).filter(
    ([field, text]) => text !== '' && !(Object.hasOwn(offered, field) && offered[field] === text),
  );
  return Object.fromEntries(typed);
};

/** What is wrong, under the field where it is wrong. Empty: nothing is. */
export const fieldErrors = (problems: VpcRequestProblems, project: string): Record<string, string> => {
  const errors: Partial<Record<Field, string>> = {
    ...(problems.project === undefined ? {} : { project: renderProjectProblem(problems.project, project) }),
    ...(problems.name === undefined ? {} : { name: renderNameProblem(problems.name) }),
    ...(problems.region === undefined ? {} : { region: renderRegionProblem(problems.region) }),
    ...(problems.cidr === undefined ? {} : { cidr: sentences(problems.cidr.map(renderRangeProblem)) }),
    ...peerErrors(problems),
  };
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const error = errors[field];
      return error === undefined || error === '' ? [] : [[createVpcBlock(field, project), error]];
    }),
  );
};
