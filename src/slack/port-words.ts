import { isTigerRegion } from '../domain/cloud.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
import { listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

const PORTS_SHOWN = 10;

/** `TCP 20984 and 20985`. */
export const namePorts = (ports: readonly number[], most = PORTS_SHOWN): Mrkdwn =>
  mrkdwn`TCP ${listSome(
    ports.map((port) => mrkdwn`${port}`),
    most,
  )}`;

/** At Managed Service each service has ports of its own, which nobody knows before one is in the VPC. */
const isGuess = (region: string, ports: readonly number[]): boolean =>
  !isTigerRegion(region) && ports.every((port) => port === POSTGRES_PORT);

/** What has to get out to a VPC. `ports`: as far as they are known. */
export const nameTcp = (region: string, ports: readonly number[] = [POSTGRES_PORT]): Mrkdwn =>
  isGuess(region, ports)
    ? mrkdwn`TCP (${POSTGRES_PORT}, or the port that \`/vpc services\` shows)`
    : namePorts(ports);

/** For instructions whose commands name ports. Empty: there are no others. */
export const listPortRemarks = (region: string, ports: readonly number[]): readonly Mrkdwn[] => {
  if (isTigerRegion(region)) return [];
  return [
    isGuess(region, ports)
      ? mrkdwn`Timescale’s services may listen on other ports than ${POSTGRES_PORT}: once one is in the VPC, \`/vpc services\` shows its ports, and what lets ${POSTGRES_PORT} out has to let those out too.`
      : mrkdwn`These are the ports of the services that are in the VPC now. Another service has others: once it is there, these instructions name them too.`,
  ];
};
