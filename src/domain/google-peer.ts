import { cutText } from './cut-text.ts';

/** A VPC network of Google Cloud at the other end of a peering connection. It has no region. */
export interface GooglePeer {
  readonly kind: 'google';
  /** The project's id, not its name or number. */
  readonly projectId: string;
  readonly network: string;
}

export interface TypedGooglePeer {
  readonly kind: 'google';
  readonly projectId: string;
  readonly network: string;
}

export type GoogleFieldProblem =
  | { readonly kind: 'empty' }
  /** Digits alone: the project's number. */
  | { readonly kind: 'project-number'; readonly text: string }
  /** `link`: what the link to the network says instead. */
  | { readonly kind: 'contradicts'; readonly text: string; readonly link: string }
  | { readonly kind: 'not-a-project-id'; readonly text: string }
  | { readonly kind: 'not-a-network'; readonly text: string };

export interface GooglePeerProblems {
  readonly projectId?: GoogleFieldProblem;
  readonly network?: GoogleFieldProblem;
}

export type GooglePeerResult =
  | { readonly kind: 'peer'; readonly peer: GooglePeer }
  | { readonly kind: 'problems'; readonly problems: GooglePeerProblems };

/** Six to thirty characters; an older project may belong to a domain: `example.com:net`. */
const PROJECT_ID = /^(?:[a-z0-9][a-z0-9.-]{0,60}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const NETWORK = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** A self link, or the part of it that Google's own tools print. */
const SELF_LINK =
  /projects\/(?<project>[^/\s]{1,100})\/global\/networks\/(?<network>[^/\s?#]{1,100})(?:[?#]\S*)?$/;
/** The address of the page that Google's console has of a network. */
const PAGE =
  /\/networking\/networks\/details\/(?<network>[^/\s?#]{1,100})\?(?:\S*&)?project=(?<project>[^&\s#]{1,100})/;
const LONGEST = 300;

const parseProjectId = (text: string): string | GoogleFieldProblem => {
  const typed = text.trim().toLowerCase();
  if (typed === '') return { kind: 'empty' };
  if (typed.length > LONGEST) return { kind: 'not-a-project-id', text: cutText(text.trim()) };
  if (/^[0-9]+$/.test(typed)) return { kind: 'project-number', text: cutText(typed) };
  return PROJECT_ID.test(typed) ? typed : { kind: 'not-a-project-id', text: cutText(text.trim()) };
};

/** The project, where a link may name one, too. */
const readProject = (text: string, link: string | undefined): string | GoogleFieldProblem => {
  const read = parseProjectId(text.trim() === '' ? (link ?? '') : text);
  if (typeof read !== 'string' || link === undefined || read === link.toLowerCase()) return read;
  return { kind: 'contradicts', text: cutText(text.trim()), link: cutText(link) };
};

const parseNetwork = (text: string): string | GoogleFieldProblem => {
  const typed = text.trim().toLowerCase();
  if (typed === '') return { kind: 'empty' };
  return NETWORK.test(typed) ? typed : { kind: 'not-a-network', text: cutText(text.trim()) };
};

/** Parses what a person typed for a network of Google Cloud; a link to the network names both. */
export function parseGooglePeer(typed: Omit<TypedGooglePeer, 'kind'>): GooglePeerResult {
  const text = typed.network.trim().slice(0, LONGEST);
  const link = (SELF_LINK.exec(text) ?? PAGE.exec(text))?.groups;
  const projectId = readProject(typed.projectId, link?.['project']);
  const network = parseNetwork(link?.['network'] ?? typed.network);
  if (typeof projectId === 'string' && typeof network === 'string') {
    return { kind: 'peer', peer: { kind: 'google', projectId, network } };
  }
  const problems: GooglePeerProblems = {
    ...(typeof projectId === 'string' ? {} : { projectId }),
    ...(typeof network === 'string' ? {} : { network }),
  };
  return { kind: 'problems', problems };
}
