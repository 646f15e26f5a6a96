import type { AwsPeer } from './aws-peer.ts';
import type { Cidr } from './cidr.ts';

/** What the owner of the other network follows the instructions with. */
export const TOOLS = ['console', 'cli', 'terraform'] as const;
export type Tool = (typeof TOOLS)[number];

/** `new`: a group that lets only this out. `existing`: one rule more. `leave`: look whether it gets out already. */
export const SECURITY_CHOICES = ['new', 'existing', 'leave'] as const;
export type SecurityChoice = (typeof SECURITY_CHOICES)[number];

export interface GuideChoice {
  readonly tool: Tool;
  readonly security: SecurityChoice;
}

/** What somebody sees who has not chosen yet: the way of Timescale's own documentation. */
export const FIRST_CHOICE: GuideChoice = { tool: 'console', security: 'new' };

export interface GuideFacts {
  readonly peering: { readonly provisionedId: string; readonly peer: AwsPeer };
  readonly vpcName: string;
  readonly vpcCidr: Cidr;
  readonly vpcRegion: string;
}

type SecurityAct = 'new-group' | 'rule' | 'outbound';
type PeerAct = 'request' | 'accept' | 'tables' | 'routes' | SecurityAct | 'check-peering' | 'check-routes';

export type ConsoleAct = PeerAct;
export type CommandAct = PeerAct | 'account' | 'groups';
export type TerraformAct = 'outbound' | 'init' | 'plan' | 'apply' | 'refresh';
export type CleanUpAct = 'blackholes' | 'delete-routes' | 'groups-left' | 'delete-group' | 'revoke-rule';

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
}

/** In a web console: where to go, what must stand there, what to type, what to press. */
export interface ConsoleStep extends Step<ConsoleAct> {
  readonly place: readonly string[];
  readonly url: string;
  readonly compare: readonly LabelledValue[];
  /** Tabs, menus and buttons, in order, up to the form. */
  readonly open: readonly string[];
  readonly enter: readonly LabelledValue[];
  /** Null: there is nothing to send off. */
  readonly press: string | null;
}

interface GuideFrame {
  readonly facts: GuideFacts;
  readonly security: SecurityChoice;
  /** What the person's AWS identity must be allowed to do. */
  readonly permissions: readonly string[];
}

export interface ConsoleGuide extends GuideFrame {
  readonly tool: 'console';
  readonly steps: readonly ConsoleStep[];
}

/** AWS CLI, version 2. */
export interface CommandGuide extends GuideFrame {
  readonly tool: 'cli';
  readonly steps: readonly CommandStep[];
}

export interface TerraformGuide extends GuideFrame {
  readonly tool: 'terraform';
  /** A whole configuration, fit to stand alone in an empty directory. */
  readonly file: { readonly name: string; readonly text: string };
  readonly steps: readonly CommandStep<TerraformAct>[];
}

/** Everything the owner of the other network does until traffic flows, for one tool. */
export type Guide = ConsoleGuide | CommandGuide | TerraformGuide;

/** How what stays behind on the other side goes away, after a peering is deleted. */
export interface CleanUpGuide {
  readonly facts: GuideFacts;
  readonly steps: readonly CommandStep<CleanUpAct>[];
  /** The security group that a guide may have made. */
  readonly groupName: string;
  /** The route tables of that network in the console. */
  readonly consoleUrl: string;
  readonly permissions: readonly string[];
}
