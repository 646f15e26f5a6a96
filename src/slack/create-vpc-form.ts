import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { findRangeRemarks, type RangeProblem, type TakenRange } from '../domain/address-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import { type Cloud, findCloud } from '../domain/cloud.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaUse } from '../domain/quota.ts';
import { judgeRegion } from '../domain/region.ts';
import type { TypedVpcRequest, VpcRequestProblems, WantedVpc } from '../domain/vpc-request.ts';
import { asPlain, context, MOST, selectInput, textInput } from './blocks.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { renderWantedPeer } from './outcome-words.ts';
import {
  buildPeerList,
  fitPeer,
  noPeer,
  parsePeerList,
  peerListErrors,
  resizePeerList,
  sentences,
} from './peer-fields.ts';
import { count } from './plain-words.ts';
import type { Plan } from './plan-message.ts';
import {
  renderNameProblem,
  renderProjectProblem,
  renderRangeOwner,
  renderRangeProblem,
  renderRegionProblem,
} from './problem-words.ts';
import { renderRangeRemark } from './range-remarks.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const CREATE_VPC_FORM = 'create_vpc';

type Field = Exclude<keyof TypedVpcRequest, 'peers'>;

/** Action ids. Choosing a project is dispatched, so that the form can be built again for it. */
export const CREATE_VPC_FIELDS = {
  project: 'create_vpc_project',
  name: 'create_vpc_name',
  region: 'create_vpc_region',
  cidr: 'create_vpc_cidr',
} as const satisfies Record<Field, string>;

/** What the form offers depends on the project; Slack shows a new offer only in a block with a new id. */
const OFFERED: readonly Field[] = ['name', 'region', 'cidr'];

/** The block of a field, while the form shows this project. */
const createVpcBlock = (field: Field, project: string): string => {
  const action = CREATE_VPC_FIELDS[field];
  return OFFERED.includes(field) ? `${action}:${project}`.slice(0, MOST.id) : action;
};

export interface CreateVpcForm {
  /** Names of the projects where this person may ask; at least the chosen one. */
  readonly projects: readonly string[];
  readonly project: Project;
  /** Where a VPC of it may be made. */
  readonly regions: readonly string[];
  /** What is offered where nothing is typed. `cidr: null`: no range of the usual size is free. */
  readonly suggestion: { readonly name: string; readonly cidr: Cidr | null };
  readonly taken: readonly TakenRange[];
  /** Null while the provider has not been read. */
  readonly use: QuotaUse | null;
  /** From the command, or from the form before; what is not here gets the suggestion. */
  readonly typed: TypedSoFar;
}

/** What is filled in so far. Without peers, the form asks for one; with an empty list, for none. */
export type TypedSoFar = { readonly [K in keyof TypedVpcRequest]?: TypedVpcRequest[K] | undefined };

const TAKEN_SHOWN = 8;
const LONGEST = { name: 200, cidr: 100 } as const;

/** How the quota stands, and what that means for one VPC more. */
const renderUse = (project: string, use: QuotaUse | null): Mrkdwn => {
  if (use === null) {
    return mrkdwn`vpcbot has not read ${project} at Timescale yet, so VPCs there may be missing here.`;
  }
  const line = mrkdwn`${project} uses ${use.used} of ${count(use.limit, 'VPC')}.`;
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

const buildRegion = ({ project, regions, typed }: CreateVpcForm): InputBlock => {
  const verdict = judgeRegion(typed.region ?? '', regions);
  const wrong = verdict.kind === 'region' || verdict.kind === 'empty' ? null : renderRegionProblem(verdict);
  return selectInput({
    block: createVpcBlock('region', project.name),
    action: CREATE_VPC_FIELDS.region,
    label: 'Region',
    hint: wrong ?? 'Where your Timescale services are. It cannot be changed later.',
    choices: regions,
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
    context(renderUse(project.name, form.use)),
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

const UNREACHED = mrkdwn`*No peering yet.* Nothing reaches the VPC until a peering of it is active; \`/vpc peer\` adds one later.`;

/** Which cloud's fields a network has: that of the chosen region, else of the only cloud there is. */
const cloudOf = ({ regions, typed }: CreateVpcForm): Cloud => {
  const verdict = judgeRegion(typed.region ?? '', regions);
  const chosen = verdict.kind === 'region' ? verdict.region : (regions[0] ?? '');
  return findCloud(chosen).cloud ?? 'aws';
};

export const buildCreateVpcForm = (form: CreateVpcForm): ModalView => {
  const { suggestion, typed } = form;
  const cloud = cloudOf(form);
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
      ...buildPeerList({
        typed: (typed.peers ?? [noPeer(cloud)]).map((one) => fitPeer(one, cloud)),
        least: 0,
        lead: mrkdwn`*First peering*\nThe network of yours that is to reach this VPC.`,
        none: UNREACHED,
      }),
    ],
  };
};

export const parseCreateVpcForm = (values: ViewValues): TypedVpcRequest => ({
  project: readField(values, CREATE_VPC_FIELDS.project),
  name: readField(values, CREATE_VPC_FIELDS.name),
  region: readField(values, CREATE_VPC_FIELDS.region),
  cidr: readField(values, CREATE_VPC_FIELDS.cidr),
  peers: parsePeerList(values),
});

/**
 * What a person typed so far, without what the form had offered: another project gets its own offer.
 * `pressed`: what they chose or pressed just now.
 */
export const parseCreateVpcDraft = (
  values: ViewValues,
  privateMetadata: string | undefined,
  pressed: string,
): TypedSoFar => {
  const offered = readMetadata(privateMetadata);
  const { peers: _, ...fields } = parseCreateVpcForm(values);
  const typed = Object.entries(fields).filter(
    ([field, text]) => text !== '' && !(Object.hasOwn(offered, field) && offered[field] === text),
  );
  return { ...Object.fromEntries(typed), peers: resizePeerList(values, pressed) };
};

/** What could be typed instead stands where it is not cut off. */
const renderRangeProblems = (problems: readonly RangeProblem[], instead: Cidr | undefined): string => {
  const [first = '', ...rest] = problems.map(renderRangeProblem);
  return sentences([first, ...(instead === undefined ? [] : [`${instead.text} is free.`]), ...rest]);
};

/** What is wrong, by the action id of the field where it is wrong. Empty: nothing is. */
export const createVpcErrors = (
  problems: VpcRequestProblems,
  project: string,
): Readonly<Record<string, string>> => {
  const { name, region, cidr } = problems;
  const errors: { readonly [F in Field]: string | undefined } = {
    project: problems.project && renderProjectProblem(problems.project, project),
    name: name && renderNameProblem(name),
    region: region && renderRegionProblem(region),
    cidr: cidr && renderRangeProblems(cidr, problems.instead),
  };
  const fields = ['project', 'name', 'region', 'cidr'] as const;
  return {
    ...Object.fromEntries(
      fields.flatMap((field) =>
        errors[field] === undefined ? [] : [[CREATE_VPC_FIELDS[field], errors[field]]],
      ),
    ),
    ...peerListErrors(problems.peers ?? []),
  };
};

export const planCreateVpc = (
  { project, name, region, cidr, peers }: WantedVpc,
  use: QuotaUse | null,
): Plan => ({
  title: `Create ${name}`,
  lines: [
    mrkdwn`Timescale makes the VPC ${code(name)} with ${code(cidr.text)} in ${region}, for ${project.name}. The range and the region cannot be changed later.`,
    renderUse(project.name, use),
    ...findRangeRemarks(cidr).map((remark) => renderRangeRemark(cidr, remark)),
    ...(peers.length === 0 ? [UNREACHED] : peers.map(renderWantedPeer)),
  ],
  act: 'Create',
});
