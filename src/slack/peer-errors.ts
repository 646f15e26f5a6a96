import type { PeerProblems } from '../domain/peer-request.ts';
import { peerChoice } from './network-field.ts';
import { FIELDS_OF, type PeerField, peerField } from './peer-fields.ts';
import {
  renderAbsent,
  renderAccountIdProblem,
  renderAzureProblem,
  renderGoogleProblem,
  renderOtherCloud,
  renderSamePeer,
  renderVpcIdProblem,
} from './peer-problem-words.ts';
import { shorten } from './plain-words.ts';
import { renderPeerRangeProblem, renderRegionProblem } from './problem-words.ts';
import { findBlock, type ViewValues } from './view-values.ts';

/** A field of the network at that place. */
const PEER_ACTION = /^peer_.*:([0-9]+)$/;

const SENTENCES_SHOWN = 3;
const LONGEST_ERROR = 1000;

/** Several problems of one field in one text; past three, how many more. */
export const sentences = (all: readonly string[]): string => {
  const rest = all.length - SENTENCES_SHOWN;
  const shown = all.slice(0, SENTENCES_SHOWN);
  return shorten([...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '), LONGEST_ERROR);
};

/** What is wrong with the network as a whole stands beside its own name. */
const renderWhole = ({ cloud, same, absent }: PeerProblems): string | undefined => {
  if (cloud !== undefined) return renderOtherCloud(cloud);
  return same === undefined ? absent && renderAbsent(absent) : renderSamePeer(same);
};

const renderVpcId = (problems: PeerProblems): string | undefined =>
  problems.vpcId === undefined ? renderWhole(problems) : renderVpcIdProblem(problems.vpcId);
const renderNetwork = (problems: PeerProblems): string | undefined =>
  problems.network === undefined ? renderWhole(problems) : renderGoogleProblem(problems.network);
const renderVnet = (problems: PeerProblems): string | undefined =>
  problems.vnet === undefined ? renderWhole(problems) : renderAzureProblem(problems.vnet);

/** What is wrong with one network, by the action id of the field where it is wrong. */
export const peerErrors = (problems: PeerProblems, at = 0): Readonly<Record<string, string>> => {
  const { accountId, region, ranges, projectId, subscriptionId, resourceGroup, tenantId, appId } = problems;
  const errors: { readonly [F in PeerField]?: string | undefined } = {
    accountId: accountId && renderAccountIdProblem(accountId),
    vpcId: renderVpcId(problems),
    region: region && renderRegionProblem(region),
    googleProject: projectId && renderGoogleProblem(projectId),
    network: renderNetwork(problems),
    subscriptionId: subscriptionId && renderAzureProblem(subscriptionId),
    resourceGroup: resourceGroup && renderAzureProblem(resourceGroup),
    vnet: renderVnet(problems),
    tenantId: tenantId && renderAzureProblem(tenantId),
    appId: appId && renderAzureProblem(appId),
    ranges: ranges && sentences(ranges.map(renderPeerRangeProblem)),
  };
  // Slack takes no error for a field that the form does not show.
  const shown: readonly PeerField[] = FIELDS_OF[problems.kind ?? 'aws'];
  return Object.fromEntries(
    shown.flatMap((field) => (errors[field] === undefined ? [] : [[peerField(field, at), errors[field]]])),
  );
};

/** The same for the whole list. */
export const peerListErrors = (problems: readonly PeerProblems[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...problems.map((one, at) => peerErrors(one, at)));

/** The same in the form as it stands: of a network that was chosen from a menu, all of it belongs there. */
export const placePeerErrors = (
  errors: Readonly<Record<string, string>>,
  values: ViewValues,
): Readonly<Record<string, string>> => {
  const placed = new Map<string, string[]>();
  for (const [action, words] of Object.entries(errors)) {
    const at = PEER_ACTION.exec(action)?.[1];
    const menu = at === undefined ? undefined : peerChoice(Number(at));
    const isShown = findBlock(values, action) !== undefined;
    const place = isShown || menu === undefined || findBlock(values, menu) === undefined ? action : menu;
    placed.set(place, [...(placed.get(place) ?? []), words]);
  }
  return Object.fromEntries([...placed].map(([action, words]) => [action, sentences(words)]));
};
