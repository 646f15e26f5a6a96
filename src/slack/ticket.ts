import type { Product, Project } from '../domain/project.ts';
import type { VpcView } from '../domain/request.ts';
import { hideAccounts, oneLine } from './plain-words.ts';

export interface TicketFacts {
  readonly used: number;
  /** How many VPCs in all are asked for. */
  readonly wanted: number;
  /** What Timescale answered. */
  readonly said: string;
}

const PRODUCTS = {
  tiger: { name: 'Tiger Cloud', label: 'Project id' },
  managed: { name: 'Managed Service for TimescaleDB', label: 'Project' },
} as const satisfies Record<Product, object>;

/** What to write to Timescale's support for a higher limit, ready to be copied. Plain text. */
export const renderTicket = (
  { vpc }: Pick<VpcView, 'vpc'>,
  project: Project,
  { used, wanted, said }: TicketFacts,
): string => {
  const id = oneLine(project.id);
  const { name, label } = PRODUCTS[project.product];
  return [
    `Please raise the limit of VPCs for peering of our ${name} project ${id} to ${wanted}.`,
    '',
    `${label}: ${id}`,
    `Region: ${oneLine(vpc.region)}`,
    `VPCs now: ${used}`,
    `Wanted limit: ${wanted}`,
    `Why: we want to create the VPC ${oneLine(vpc.name)} with ${vpc.cidr.text} to peer with a network of ours, and the API answers: ${oneLine(hideAccounts(said, null), 300) || 'no words'}`,
  ].join('\n');
};
