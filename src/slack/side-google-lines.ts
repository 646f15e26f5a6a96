import type { GooglePlan, GoogleRouteRemark } from '../domain/google-plan.ts';
import type { GooglePeering } from '../domain/google-side.ts';
import { findOwner, type PeerNetwork } from '../domain/peer-network.ts';
import type { Allowance } from '../domain/side-plan.ts';
import { code, listSome, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { hideAccounts } from './plain-words.ts';
import { renderConflictWhole } from './side-conflict-words.ts';
import type { LineGroup, SideLine } from './side-lines.ts';
import { describeFlags } from './side-words.ts';

/* A plan for a project of Google Cloud, line by line. */

const REMARKS_SHOWN = 5;

const STATES: { readonly [S in GooglePeering['state']]: string } = {
  active: 'active',
  inactive: 'not active yet: both sides have to name each other',
  unknown: 'in a state that vpcbot does not know',
};

const lineExisting = (existing: GooglePeering, peer: PeerNetwork): SideLine => {
  const details = existing.details ?? '';
  const said =
    existing.state === 'active' || details.trim() === ''
      ? mrkdwn``
      : mrkdwn` Google Cloud says ${quoted(hideAccounts(details, findOwner(peer)))}.`;
  const flags = describeFlags({
    exportCustomRoutes: existing.exportsCustomRoutes,
    importCustomRoutes: existing.importsCustomRoutes,
  });
  return {
    sign: 'exists',
    what: mrkdwn`Peering ${code(existing.name)}, ${STATES[existing.state]}; ${flags}. It is left as it is.${said}`,
  };
};

const lineAdded = ({ facts }: GooglePlan, isTheirs: boolean): SideLine => {
  const { end, side, peeringName, choice } = facts;
  return {
    sign: 'create',
    what: mrkdwn`Peering ${code(peeringName)} in ${code(side.network)} to ${code(`${end.projectId}/${end.network}`)}; ${describeFlags(choice)}.`,
    isTheirs,
  };
};

/** The longest prefix wins: which traffic goes where. */
const renderRemark = ({ route, kind }: GoogleRouteRemark): Mrkdwn =>
  kind === 'longer'
    ? mrkdwn`${code(route.destination.text)} goes to ${code(route.target)}`
    : mrkdwn`${code(route.destination.text)} goes to ${code(route.target)}, but for Timescale’s range, once the peering is active`;

const noteRemarks = (remarks: readonly GoogleRouteRemark[]): readonly Mrkdwn[] =>
  remarks.length === 0 ? [] : [mrkdwn`Other routes: ${listSome(remarks.map(renderRemark), REMARKS_SHOWN)}.`];

/** All that traffic takes at the other side, and what of it is there. */
export const listGoogleLines = (
  plan: GooglePlan,
  peer: PeerNetwork,
  allow: readonly Allowance[],
): readonly LineGroup[] => {
  const { existing, conflicts, remarks, facts } = plan;
  const range = code(facts.vpcCidr.text);
  return [
    {
      title: mrkdwn`*Peering*`,
      lines: [
        ...conflicts.map(
          (conflict): SideLine => ({
            sign: 'conflict',
            what: renderConflictWhole(conflict, peer),
          }),
        ),
        existing === null ? lineAdded(plan, !allow.includes('peer')) : lineExisting(existing, peer),
      ],
      notes: noteRemarks(remarks),
    },
    {
      title: mrkdwn`*Routes, firewall and DNS*`,
      lines: [],
      notes: [
        mrkdwn`Nothing to do: Google Cloud brings the route to ${range} with the peering, lets traffic out unless a rule of yours denies it, and Timescale’s host names are public.`,
      ],
    },
  ];
};
