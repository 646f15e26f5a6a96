import { listAttachable, listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsInterface, AwsRouteTable } from '../domain/aws-side.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { RouteRemark, RouteVerdict, TablePlan } from '../domain/route-plan.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { renderConflict } from './side-conflict-words.ts';
import { nameThing } from './side-words.ts';

/* What the instructions say of an account that vpcbot has looked into. */

const TABLES_SHOWN = 6;
const SUBNETS_SHOWN = 3;
const INTERFACES_SHOWN = 6;
const REMARKS_SHOWN = 5;

const renderTable = ({ id, name, isMain, subnets }: AwsRouteTable): Mrkdwn => {
  const main = isMain ? mrkdwn`, the main table` : mrkdwn``;
  const followed =
    subnets.length === 0 ? mrkdwn`` : mrkdwn`: ${listSome(subnets.map(nameThing), SUBNETS_SHOWN)}`;
  return mrkdwn`${nameThing({ id, name })}${main}${followed}`;
};

const listMany = (pieces: readonly Mrkdwn[], most: number): Mrkdwn => {
  const rest = pieces.length - most;
  return join([
    ...pieces.slice(0, most).map((piece) => mrkdwn`• ${piece}`),
    ...(rest > 0 ? [mrkdwn`• and ${rest} more`] : []),
  ]);
};

/** The tables where it is so, each with the subnets that follow it. */
export const listTables = (plan: AwsPlan, kind: RouteVerdict['kind']): Mrkdwn =>
  listMany(listTablesWhere(plan, kind).map(renderTable), TABLES_SHOWN);

export const nameTables = (plan: AwsPlan, kind: RouteVerdict['kind']): Mrkdwn =>
  listSome(listTablesWhere(plan, kind).map(nameThing), TABLES_SHOWN);

/** `payments-app-1 (i-…), eni-…`. */
export const nameInterface = ({ id, name, instanceId, description }: AwsInterface): Mrkdwn => {
  if (instanceId === null) return description === '' ? code(id) : mrkdwn`${code(description)} (${code(id)})`;
  return mrkdwn`${nameThing({ id: instanceId, name })} by ${code(id)}`;
};

/** What could get the new group; empty where no instance is there. */
export const listClients = (plan: AwsPlan): Mrkdwn =>
  listMany(listAttachable(plan).without.map(nameInterface), INTERFACES_SHOWN);

/** What these instructions leave alone, so that whoever reads them knows of it first. */
export const listInTheWay = (plan: AwsPlan, peer: PeerNetwork): readonly Mrkdwn[] =>
  plan.conflicts.flatMap((conflict) => {
    // Who follows the instructions compares the account by eye, and chooses the group.
    if (conflict.kind === 'no-group' || conflict.kind === 'foreign-group') return [];
    if (conflict.kind === 'proof' && conflict.proof.kind === 'unconfirmed') return [];
    return [renderConflict(conflict, peer).what];
  });

const renderRemark = ({ table }: TablePlan, { route, kind }: RouteRemark): Mrkdwn => {
  const where = nameThing(table);
  const { destination, target } = route;
  return kind === 'longer'
    ? mrkdwn`In ${where}, ${code(destination.text)} leads to ${code(target)}: that part of the range keeps going there.`
    : mrkdwn`In ${where}, ${code(destination.text)} leads to ${code(target)}: so did the whole range until now.`;
};

/** Other routes that take a part of the range, or took all of it. */
export const listRouteRemarks = ({ routes }: AwsPlan): readonly Mrkdwn[] =>
  routes.flatMap((plan) => plan.remarks.map((remark) => renderRemark(plan, remark))).slice(0, REMARKS_SHOWN);
