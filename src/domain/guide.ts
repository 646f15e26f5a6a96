import type { AwsPeer } from './aws-peer.ts';
import type { AwsPlan } from './aws-plan.ts';
import type { AzurePeer } from './azure-peer.ts';
import type { Cidr } from './cidr.ts';
import type { Cloud } from './cloud.ts';
import type { GooglePeer } from './google-peer.ts';
import type { GooglePlan } from './google-plan.ts';
import type { PeerNetwork } from './peer-network.ts';
import { SECURITY_CHOICES, type SecurityChoice } from './security-choice.ts';
import type { SidePlan } from './side-plan.ts';
import { type AzureEnd, type GoogleEnd, readAzureEnd, readGoogleEnd } from './timescale-end.ts';
import type { Vpc } from './vpc.ts';

/** What the owner of the other network follows the instructions with. */
export const TOOLS = ['console', 'cli', 'terraform'] as const;
export type Tool = (typeof TOOLS)[number];

export interface GuideChoice {
  readonly tool: Tool;
  readonly security: SecurityChoice;
}

/**
 * What there are instructions for, cloud by cloud. On Azure the one who creates the peering signs in to
 * two tenants as an application, which the portal cannot do.
 */
const TOOLS_OF = { aws: TOOLS, google: TOOLS, azure: ['cli', 'terraform'] } as const;

/** Google Cloud and Azure let traffic out unless somebody denied it. */
const SECURITY_OF = { aws: SECURITY_CHOICES, google: ['leave', 'new'], azure: ['leave'] } as const;

export const toolsOf = (cloud: Cloud): readonly Tool[] => TOOLS_OF[cloud];

export const securityOf = (cloud: Cloud): readonly SecurityChoice[] => SECURITY_OF[cloud];

/** What somebody sees who has not chosen yet: the way of Timescale's own documentation. */
export const firstChoice = (cloud: Cloud): GuideChoice => ({
  tool: TOOLS_OF[cloud][0],
  security: SECURITY_OF[cloud][0],
});

/** As a view tells it: words of ours, of another cloud, or none. */
export interface TypedChoice {
  readonly tool: string;
  readonly security: string;
}

/** Nobody has chosen yet. */
export const NOT_CHOSEN: TypedChoice = { tool: '', security: '' };

/** A choice that this cloud does not have, or none, becomes its first one. */
export const fitChoice = (cloud: Cloud, { tool, security }: TypedChoice): GuideChoice => {
  const first = firstChoice(cloud);
  return {
    tool: toolsOf(cloud).find((one) => one === tool) ?? first.tool,
    security: securityOf(cloud).find((one) => one === security) ?? first.security,
  };
};

/** A peering with how its other side finds Timescale's end. */
export interface EndedPeering<P extends PeerNetwork = PeerNetwork> {
  readonly provisionedId: string;
  readonly peer: P;
}

/** Routes beside those of subnets, which a peering of Google Cloud takes along only where it is told to. */
export interface CustomRoutes {
  readonly exported: boolean;
  readonly imported: boolean;
}

const NO_CUSTOM_ROUTES: CustomRoutes = { exported: false, imported: false };

const readCustomRoutes = ({ facts: { choice } }: GooglePlan): CustomRoutes => ({
  exported: choice.exportCustomRoutes,
  imported: choice.importCustomRoutes,
});

interface FactsOf<P extends PeerNetwork> {
  readonly kind: P['kind'];
  readonly peering: EndedPeering<P>;
  readonly vpcName: string;
  readonly vpcCidr: Cidr;
  readonly vpcRegion: string;
  /** Of Timescale's services: what has to get out. Ascending, at least one. */
  readonly ports: readonly number[];
}

/** `seen`: what is planned there, where the configuration lets the bot look. */
export type AwsGuideFacts = FactsOf<AwsPeer> & { readonly seen: AwsPlan | null };
export type GoogleGuideFacts = FactsOf<GooglePeer> & {
  readonly end: GoogleEnd;
  readonly customRoutes: CustomRoutes;
};
export type AzureGuideFacts = FactsOf<AzurePeer> & { readonly end: AzureEnd };
export type GuideFacts = AwsGuideFacts | GoogleGuideFacts | AzureGuideFacts;

/** What a guide takes besides the peering and its VPC. */
export interface GuideSight {
  readonly ports: readonly number[];
  /** Null: the configuration does not let the bot look there, or it has not yet. */
  readonly plan: SidePlan | null;
}

export const readGuideFacts = (
  { provisionedId, peer }: EndedPeering,
  { name, cidr, region }: Pick<Vpc, 'name' | 'cidr' | 'region'>,
  { ports, plan }: GuideSight,
): GuideFacts => {
  const vpc = { vpcName: name, vpcCidr: cidr, vpcRegion: region, ports };
  switch (peer.kind) {
    case 'aws': {
      const seen = plan?.kind === 'aws' ? plan : null;
      return { kind: peer.kind, peering: { provisionedId, peer }, ...vpc, seen };
    }
    case 'google': {
      const customRoutes = plan?.kind === 'google' ? readCustomRoutes(plan) : NO_CUSTOM_ROUTES;
      const end = readGoogleEnd(provisionedId);
      return { kind: peer.kind, peering: { provisionedId, peer }, end, ...vpc, customRoutes };
    }
    case 'azure':
      return { kind: peer.kind, peering: { provisionedId, peer }, end: readAzureEnd(provisionedId), ...vpc };
    default:
      return peer satisfies never;
  }
};

/** `attach`: the new group is given to what connects. */
type GroupAct = 'new-group' | 'rule' | 'outbound' | 'attach';
export type ConsoleAct =
  | 'request'
  | 'accept'
  | 'tables'
  | 'routes'
  | GroupAct
  | 'check-peering'
  | 'check-routes';
export type CommandAct = ConsoleAct | 'account' | 'groups' | 'interfaces';
export type TerraformAct = 'outbound' | 'init' | 'plan' | 'apply' | 'refresh';
export type CleanUpAct =
  | 'blackholes'
  | 'delete-routes'
  | 'groups-left'
  | 'detach'
  | 'delete-group'
  | 'revoke-rule';

export type GoogleConsoleAct = 'create' | 'egress' | 'rule' | 'check-peering';
export type GoogleCommandAct = GoogleConsoleAct | 'network';
export type GoogleTerraformAct = Exclude<TerraformAct, 'outbound'> | 'egress';
export type GoogleCleanUpAct = 'peerings' | 'delete-peering' | 'delete-rule';

export type AzureCommandAct = 'sign-out' | 'sign-in' | 'create' | 'check-peering';
export type AzureTerraformAct = Exclude<TerraformAct, 'outbound'>;
export type AzureCleanUpAct = 'peerings' | 'delete-peering';
/** What it takes before Timescale can be asked for a peering at all. */
export type AzureBeforeAct =
  | 'network'
  | 'app'
  | 'principal'
  | 'password'
  | 'role'
  | 'timescale-principal'
  | 'timescale-role';

/** A label as the other side's tool shows it, and the value beside it. */
export interface LabelledValue {
  readonly label: string;
  readonly value: string;
}

interface Step<A> {
  readonly act: A;
  /** `look` changes nothing. */
  readonly does: 'look' | 'change';
}

export interface CommandStep<A = CommandAct> extends Step<A> {
  /** For a POSIX shell (bash, zsh); one line, fit to copy. */
  readonly command: string;
  /** What it prints when all is well, one of these. Empty: that depends on what there is. */
  readonly prints: readonly string[];
  /** What its answer must say under these names. Anything else: stop. */
  readonly compare: readonly LabelledValue[];
  /** The id of what this step is about, where a guide has several such steps. */
  readonly about: string | null;
}

/** In a web console: where to go, what must stand there, what to type, what to press. */
export interface ConsoleStep<A = ConsoleAct> extends Step<A> {
  readonly place: readonly string[];
  readonly url: string;
  readonly compare: readonly LabelledValue[];
  /** Tabs, menus and buttons, in order, up to the form. */
  readonly open: readonly string[];
  readonly enter: readonly LabelledValue[];
  /** Null: there is nothing to send off. */
  readonly press: string | null;
}

interface GuideFrame<F extends GuideFacts> {
  readonly kind: F['kind'];
  readonly facts: F;
  readonly security: SecurityChoice;
  /** What the person's identity in that cloud must be allowed to do. */
  readonly permissions: readonly string[];
}

export interface ConsoleGuide<F extends GuideFacts, A> extends GuideFrame<F> {
  readonly tool: 'console';
  readonly steps: readonly ConsoleStep<A>[];
}

/** AWS CLI, version 2; gcloud; az. */
export interface CommandGuide<F extends GuideFacts, A> extends GuideFrame<F> {
  readonly tool: 'cli';
  readonly steps: readonly CommandStep<A>[];
}

export interface TerraformGuide<F extends GuideFacts, A> extends GuideFrame<F> {
  readonly tool: 'terraform';
  /** A whole configuration, fit to stand alone in an empty directory. */
  readonly file: { readonly name: string; readonly text: string };
  readonly steps: readonly CommandStep<A>[];
}

/** `plan`: for exactly this choice. Null: the bot does not see the account, and people find out for themselves. */
export type AwsGuide = { readonly plan: AwsPlan | null } & (
  | ConsoleGuide<AwsGuideFacts, ConsoleAct>
  | CommandGuide<AwsGuideFacts, CommandAct>
  | TerraformGuide<AwsGuideFacts, TerraformAct>
);
export type GoogleGuide =
  | ConsoleGuide<GoogleGuideFacts, GoogleConsoleAct>
  | CommandGuide<GoogleGuideFacts, GoogleCommandAct>
  | TerraformGuide<GoogleGuideFacts, GoogleTerraformAct>;
export type AzureGuide =
  | CommandGuide<AzureGuideFacts, AzureCommandAct>
  | TerraformGuide<AzureGuideFacts, AzureTerraformAct>;

/** Everything the owner of the other network does until traffic flows, for one tool. */
export type Guide = AwsGuide | GoogleGuide | AzureGuide;

interface CleanUpFrame<F extends GuideFacts, A> {
  readonly kind: F['kind'];
  readonly facts: F;
  readonly steps: readonly CommandStep<A>[];
  readonly permissions: readonly string[];
}

export interface AwsCleanUp extends CleanUpFrame<AwsGuideFacts, CleanUpAct> {
  /** The security group that a guide may have made. */
  readonly groupName: string;
  /** The route tables of that network in the console. */
  readonly consoleUrl: string;
}

export interface GoogleCleanUp extends CleanUpFrame<GoogleGuideFacts, GoogleCleanUpAct> {
  /** The peerings of that network in the console. */
  readonly consoleUrl: string;
}

export type AzureCleanUp = CleanUpFrame<AzureGuideFacts, AzureCleanUpAct>;

/** How what stays behind on the other side goes away, after a peering is deleted. */
export type CleanUpGuide = AwsCleanUp | GoogleCleanUp | AzureCleanUp;
