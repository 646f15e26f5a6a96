import { isTigerRegion } from '../domain/cloud.ts';
import type { Vpc } from '../domain/vpc.ts';
import { type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameRegion } from './region-words.ts';

/** How a new service comes into the VPC: on Managed Service it is the default of its region, and nobody chooses it. */
export const renderNewService = ({ region }: Pick<Vpc, 'region'>): Mrkdwn =>
  isTigerRegion(region)
    ? mrkdwn`for a new service, choose this VPC when you create it`
    : mrkdwn`a new service in ${nameRegion(region)} is in it, unless it is created as public`;
