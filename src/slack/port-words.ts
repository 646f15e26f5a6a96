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
        mrkdwn`A service of Managed Service may listen on another port than ${POSTGRES_PORT}: once it is in the VPC, \`/vpc services\` shows which. Where you let ${POSTGRES_PORT} out, let that port out too.`,
      ];
