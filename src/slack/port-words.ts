import { isTigerRegion } from '../domain/cloud.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
import { type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** What has to get out to a VPC. At Managed Service each service has ports of its own. */
export const nameTcp = (region: string): Mrkdwn =>
  isTigerRegion(region)
    ? mrkdwn`TCP ${POSTGRES_PORT}`
    : mrkdwn`TCP (${POSTGRES_PORT}, or the port that \`/vpc services\` shows)`;

/** For instructions whose commands name one port. Empty: it is the right one. */
export const listPortRemarks = (region: string): readonly Mrkdwn[] =>
  isTigerRegion(region)
    ? []
    : [
        mrkdwn`Timescale’s services may listen on other ports than ${POSTGRES_PORT}: once one is in the VPC, \`/vpc services\` shows its ports, and what lets ${POSTGRES_PORT} out has to let those out too.`,
      ];
