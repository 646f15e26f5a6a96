import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { TakenRange } from '../domain/address-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaUse } from '../domain/quota.ts';
import { judgeRegion } from '../domain/region.ts';
import type { TypedVpcRequest, VpcRequestProblems } from '../domain/vpc-request.ts';
import { asPlain, context, divider, MOST, section, selectInput, textInput } from './blocks.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { buildPeerFields, PEER_FIELDS, parsePeerFields, peerErrors, sentences } from './peer-fields.ts';
import { count } from './plain-words.ts';
import {
  renderNameProblem,
  renderProjectProblem,
  renderRangeOwner,
  renderRangeProblem,
  renderRegionProblem,
} from './problem-words.ts';
import { findBlock, readField, readMetadata, type ViewValues } from './view-values.ts';

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
  /** What is offered where nothing is typed. `cidr: null`: no range of the usual size is free. */
  readonly suggestion: { readonly name: string; readonly cidr: Cidr | null };
  readonly taken: readonly TakenRange[];
  /** Null while the provider has not been read. */
  readonly use: QuotaUse | null;
  /** From the command, or from the form before; what is not here gets the suggestion. */
  readonly typed: Partial<TypedVpcRequest>;
}

const TAKEN_SHOWN = 8;
const LONGEST = { name: 200, cidr: 100 } as const;

const renderQuota = ({ project, use }: CreateVpcForm): Mrkdwn => {
  if (use === null) {
    return mrkdwn`vpcbot has not read ${project.name} at Timescale yet, so VPCs there may be missing here.`;
  }
  const line = mrkdwn`${project.name} uses ${use.used} of ${count(use.limit, 'VPC')}.`;
  if (use.used < use.limit) return line;
  return mrkdwn`${line} One more needs an approval: your request waits until an approver decides.`;
};

const buildTakenLine = (taken: readonly TakenRange[]): readonly KnownBlock[] => {
  if (taken.length === 0) return [];
  const named = taken.map(({ cidr, owner }) => mrkdwn`${code(cidr.text)} by ${renderRangeOwner(owner)}`);
  return [context(mrkdwn`Taken: ${listSome(named, TAKEN_SHOWN)}.`)];
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

const buildVpcFields = (form: CreateVpcForm): readonly KnownBlock[] => {
  const { project, projects, suggestion, typed } = form;
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
    context(renderQuota(form)),
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
    ...buildTakenLine(form.taken),
  ];
};

export const buildCreateVpcForm = (form: CreateVpcForm): ModalView => {
  const { suggestion, typed } = form;
  const offered = { name: suggestion.name.slice(0, LONGEST.name), cidr: suggestion.cidr?.text ?? '' };
  return {
    type: 'modal',
    callback_id: CREATE_VPC_FORM,
    title: asPlain('Create a VPC', MOST.title),
    submit: asPlain('Create', MOST.title),
    close: asPlain('Close', MOST.title),
    private_metadata: JSON.stringify(offered),
    blocks: [
      ...buildVpcFields(form),
      divider,
      section(mrkdwn`*First peering*\nThe network of yours that is to reach this VPC.`),
      ...buildPeerFields(typed),
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

/** Something did not answer: what was typed stays in the form. */
export const formTrouble = (project: string): Record<string, string> => ({
  [createVpcBlock('project', project)]:
    'This did not work, and nothing was recorded. Press Create again in a minute.',
});

/** What is wrong, under the field where it is wrong, in the form that was sent. Empty: nothing is. */
export const fieldErrors = (
  problems: VpcRequestProblems,
  project: string,
  values: ViewValues = {},
): Record<string, string> => {
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
      return error === undefined || error === ''
        ? []
        : [[findBlock(values, CREATE_VPC_FIELDS[field]) ?? createVpcBlock(field, project), error]];
    }),
  );
};
