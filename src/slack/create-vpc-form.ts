import type { KnownBlock, ModalView } from '@slack/types';
import { findRangeRemarks, type TakenRange } from '../domain/address-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import { type Cloud, findCloud } from '../domain/cloud.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaUse } from '../domain/quota.ts';
import type { Sighting } from '../domain/seen-network.ts';
import type { TypedVpcRequest, VpcRequestProblems, WantedVpc } from '../domain/vpc-request.ts';
import { asPlain, context, divider, MOST, section, selectInput, textInput } from './blocks.ts';
import {
  hintOfRange,
  renderRangeProblems,
  renderRules,
  renderTaken,
  renderUse,
  UNCHOSEN,
  UNPEERABLE,
  UNREACHED,
} from './create-vpc-words.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import type { NetworkChoices } from './network-choice.ts';
import { rememberChoices } from './network-field.ts';
import { renderRemarksOn } from './network-words.ts';
import { renderWantedPeer } from './outcome-words.ts';
import { peerListErrors } from './peer-errors.ts';
import { fitPeer, noPeer } from './peer-fields.ts';
import { buildPeerList, parsePeerList, resizePeerList } from './peer-list.ts';
import type { Plan } from './plan-message.ts';
import { renderNameProblem, renderProjectProblem, renderRegionProblem } from './problem-words.ts';
import { renderRangeRemark } from './range-remarks.ts';
import { buildRegionField, findChosenRegion, findOnlyCloud } from './region-field.ts';
import { nameRegion } from './region-words.ts';
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

/** The block of a field, while the form makes this offer. */
const createVpcBlock = (field: Field, ...offer: readonly string[]): string => {
  const action = CREATE_VPC_FIELDS[field];
  return OFFERED.includes(field) ? [action, ...offer].join(':').slice(0, MOST.id) : action;
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
  /** What a network of Azure takes before Timescale can be asked for it. */
  readonly azureBefore?: readonly KnownBlock[];
  /** What the configured accounts of the region's cloud show. */
  readonly choices?: NetworkChoices;
}

/** What is filled in so far. Without peers, the form asks for one; with an empty list, for none. */
export type TypedSoFar = { readonly [K in keyof TypedVpcRequest]?: TypedVpcRequest[K] | undefined };

const LONGEST = { name: 200, cidr: 100 } as const;

/** The name that is offered follows the region, where choosing one builds the form again. */
const offerOfName = (form: CreateVpcForm): readonly string[] =>
  findOnlyCloud(form.regions) === null ? [form.project.name, form.suggestion.name] : [form.project.name];

/** What is free depends on the networks that were seen, too: then each offer is one of its own. */
const offerOfRange = ({ project, suggestion, choices }: CreateVpcForm): readonly string[] =>
  choices === undefined || choices.known.accounts === 0
    ? [project.name]
    : [project.name, suggestion.cidr?.text ?? ''];

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
    ...renderRules(project).map(context),
    textInput({
      block: createVpcBlock('name', ...offerOfName(form)),
      action: CREATE_VPC_FIELDS.name,
      label: 'Name',
      typed: typed.name ?? suggestion.name,
      longest: LONGEST.name,
    }),
    buildRegionField({
      block: createVpcBlock('region', project.name),
      action: CREATE_VPC_FIELDS.region,
      regions: form.regions,
      typed: typed.region,
    }),
    textInput({
      block: createVpcBlock('cidr', ...offerOfRange(form)),
      action: CREATE_VPC_FIELDS.cidr,
      label: 'IP range',
      hint: hintOfRange(suggestion.cidr, project.product),
      typed: typed.cidr ?? suggestion.cidr?.text,
      placeholder: '10.0.1.0/24',
      longest: LONGEST.cidr,
    }),
    ...renderTaken(form.taken).map(context),
  ];
};

/** In the form's metadata, while it asks for no network. */
const NOT_ASKED = 'not-asked';

type PeersOf = { readonly cloud: Cloud } | { readonly why: Mrkdwn };

/** The cloud whose networks a form asks for; null: none that can be peered, or nobody knows yet. */
export const findPeerCloud = (form: Pick<CreateVpcForm, 'regions' | 'typed'>): Cloud | null => {
  const of = findPeersOf(form);
  return 'cloud' in of ? of.cloud : null;
};

/** Which cloud's fields a network has: that of the region; while none is chosen, that of all regions or of what is typed. */
const findPeersOf = ({ regions, typed }: Pick<CreateVpcForm, 'regions' | 'typed'>): PeersOf => {
  const region = findChosenRegion({ regions, typed: typed.region });
  const cloud =
    region === null ? (findOnlyCloud(regions) ?? typed.peers?.[0]?.kind ?? null) : findCloud(region).cloud;
  if (cloud !== null) return { cloud };
  return { why: region === null ? UNCHOSEN : UNPEERABLE };
};

const buildPeers = (form: CreateVpcForm): readonly KnownBlock[] => {
  const of = findPeersOf(form);
  if ('why' in of) return [divider, section(of.why)];
  const { cloud } = of;
  return buildPeerList({
    typed: (form.typed.peers ?? [noPeer(cloud)]).map((one) => fitPeer(one, cloud)),
    least: 0,
    lead: mrkdwn`*First peering*\nThe network of yours that is to reach this VPC.`,
    none: UNREACHED,
    azureBefore: form.azureBefore ?? [],
    choices: form.choices,
  });
};

export const buildCreateVpcForm = (form: CreateVpcForm): ModalView => {
  const { suggestion } = form;
  const asked = 'cloud' in findPeersOf(form);
  const offered = { name: suggestion.name.slice(0, LONGEST.name), cidr: suggestion.cidr?.text ?? '' };
  return {
    type: 'modal',
    callback_id: CREATE_VPC_FORM,
    title: asPlain('Create a VPC', MOST.title),
    submit: asPlain('Create', MOST.title),
    close: asPlain('Close', MOST.title),
    private_metadata: JSON.stringify({
      ...offered,
      ...(asked ? {} : { peers: NOT_ASKED }),
      ...rememberChoices(form.typed.peers ?? [], form.choices),
    }),
    blocks: [...buildVpcFields(form), ...buildPeers(form)],
  };
};

export const parseCreateVpcForm = (values: ViewValues, privateMetadata?: string): TypedVpcRequest => ({
  project: readField(values, CREATE_VPC_FIELDS.project),
  name: readField(values, CREATE_VPC_FIELDS.name),
  region: readField(values, CREATE_VPC_FIELDS.region),
  cidr: readField(values, CREATE_VPC_FIELDS.cidr),
  peers: parsePeerList(values, privateMetadata),
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
  const peers = offered['peers'] === NOT_ASKED ? undefined : resizePeerList(values, pressed, privateMetadata);
  return { ...Object.fromEntries(typed), ...(peers === undefined ? {} : { peers }) };
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
  sightings: readonly Sighting[] = [],
): Plan => ({
  title: `Create ${name}`,
  lines: [
    mrkdwn`Timescale makes the VPC ${code(name)} with ${code(cidr.text)} in ${nameRegion(region)}, for ${project.name}. The range and the region cannot be changed later.`,
    renderUse(project.name, use),
    ...renderRules(project),
    ...findRangeRemarks(cidr).map((remark) => renderRangeRemark(cidr, remark)),
    ...(peers.length === 0 ? [UNREACHED] : peers.map(renderWantedPeer)),
    ...renderRemarksOn(sightings, { cidr, isFixed: false }),
  ],
  act: 'Create',
});
