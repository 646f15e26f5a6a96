import type { Product } from '../domain/project.ts';
import { link, type Mrkdwn } from './mrkdwn.ts';

/** Where each product's own console lists the VPCs of a project. */
const VPC_PAGES: { readonly [P in Product]: string } = {
  tiger: 'https://console.cloud.tigerdata.com/dashboard/vpc',
  managed: 'https://portal.managed.timescale.com',
};

export const linkVpcConsole = (product: Product): Mrkdwn => link(VPC_PAGES[product], 'Timescale console');
