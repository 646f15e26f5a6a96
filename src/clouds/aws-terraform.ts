import { listAttachable, listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGuideFacts, CommandStep, TerraformAct } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { buildOutboundLook, describeGroup, nameGroup } from './aws-commands.ts';
import { buildStep } from './command-step.ts';
import { quoteHcl } from './hcl.ts';
import { buildTerraformFile, buildTerraformSteps, type TerraformPlan } from './terraform.ts';

/** Conditions came with Terraform 1.2, `aws_vpc_security_group_egress_rule` before version 5 of the provider. */
const writeProvider = ({ peering: { peer } }: AwsGuideFacts): string => `terraform {
  required_version = ">= 1.2"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region              = ${quoteHcl(peer.region)}
  allowed_account_ids = [local.account_id]
}`;

const writeValues = ({ peering: { provisionedId, peer }, vpcCidr, ports }: AwsGuideFacts): string => `locals {
  peering_id      = ${quoteHcl(provisionedId)}
  account_id      = ${quoteHcl(peer.accountId)}
  vpc_id          = ${quoteHcl(peer.vpcId)}
  timescale_range = ${quoteHcl(vpcCidr.text)}
  timescale_ports = [${ports.map((port) => quoteHcl(String(port))).join(', ')}]
}`;

/** The condition is the proof that a person else makes by eye; it is judged while planning, before anything changes. */
const writeAccepter = ({
  vpcName,
  vpcRegion,
}: AwsGuideFacts): string => `data "aws_vpc_peering_connection" "request" {
  id = local.peering_id

  lifecycle {
    postcondition {
      condition     = self.peer_vpc_id == local.vpc_id && self.peer_owner_id == local.account_id
      error_message = "This request is for another VPC or account. Leave it alone."
    }
  }
}

resource "aws_vpc_peering_connection_accepter" "timescale" {
  vpc_peering_connection_id = data.aws_vpc_peering_connection.request.id
  auto_accept               = true
}

output "peering_status" {
  description = ${quoteHcl(`The peering with the Timescale VPC ${vpcName} in ${vpcRegion}.`)}
  value       = aws_vpc_peering_connection_accepter.timescale.accept_status
}`;

/** Tables that have the route already are left out: Terraform would try to make it. */
const writeRoutes = (plan: AwsPlan | null): string => `variable "route_table_ids" {
  description = "The route tables of your clients. Null: all of the VPC."
  type        = set(string)
  default     = ${plan === null ? 'null' : quoteList(listTablesWhere(plan, 'create').map(({ id }) => id))}
}

data "aws_route_tables" "all" {
  vpc_id = local.vpc_id
}

resource "aws_route" "timescale" {
  for_each = var.route_table_ids == null ? toset(data.aws_route_tables.all.ids) : var.route_table_ids

  route_table_id            = each.value
  destination_cidr_block    = local.timescale_range
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.timescale.id
}

output "route_table_ids" {
  description = "The tables that lead to Timescale."
  value       = keys(aws_route.timescale)
}`;

const writeRule = (
  group: string,
  ports: string,
): string => `resource "aws_vpc_security_group_egress_rule" "timescale" {
  for_each = toset(${ports})

  security_group_id = ${group}
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = local.timescale_range
}

output "security_group_id" {
  description = "The group to have on your clients."
  value       = ${group}
}`;

const ALL_PORTS = 'local.timescale_ports';

/** A message has room for no more; a person adds those that are left. */
const INTERFACES_NAMED = 20;

/** What gets the group, with the names that people know, so that they see what to take out. */
const writeAttachments = (group: string, plan: AwsPlan | null): string => {
  const found = plan === null ? [] : listAttachable(plan).without.slice(0, INTERFACES_NAMED);
  const lines = found.map(
    ({ id, name, instanceId }) => `\n    ${quoteHcl(id)} = ${quoteHcl(name ?? instanceId ?? '')}`,
  );
  return `variable "network_interfaces" {
  description = "The network interfaces of your clients, by id, each with a word of yours."
  type        = map(string)
  default     = {${lines.join('')}${lines.length === 0 ? '' : '\n  '}}
}

resource "aws_network_interface_sg_attachment" "timescale" {
  for_each = var.network_interfaces

  security_group_id    = ${group}
  network_interface_id = each.key
}`;
};

/** Terraform takes AWS's own rule, which lets everything out, from a group that it makes. */
const writeGroup = (facts: AwsGuideFacts): string => `resource "aws_security_group" "timescale" {
  name        = ${quoteHcl(nameGroup(facts))}
  description = ${quoteHcl(describeGroup(facts))}
  vpc_id      = local.vpc_id
}`;

/** `known`: the one that was chosen; where there is none, Terraform asks. */
const writeGroupVariable = (known: string | null): string => `variable "security_group_id" {
  description = "The security group of your clients, which gets one rule more for each port."
  type        = string${known === null ? '' : `\n  default     = ${quoteHcl(known)}`}

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.security_group_id))
    error_message = "A security group's id begins with sg-."
  }
}`;

const quoteList = (texts: readonly string[]): string => `[${texts.map(quoteHcl).join(', ')}]`;

/** A group that is there already is not made again; it gets the rules that it lacks. */
const writeIntoGroup = (groupId: string | null, missing: readonly number[] | null): readonly string[] => [
  writeGroupVariable(groupId),
  writeRule('var.security_group_id', missing === null ? ALL_PORTS : quoteList(missing.map(String))),
];

const writeNew = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly string[] => {
  const egress = plan?.egress.kind === 'new-group' ? plan.egress : null;
  if (egress === null || egress.group === null) {
    const id = 'aws_security_group.timescale.id';
    return [writeGroup(facts), writeRule(id, ALL_PORTS), writeAttachments(id, plan)];
  }
  return [
    ...writeIntoGroup(egress.group.id, egress.missing),
    writeAttachments('var.security_group_id', plan),
  ];
};

const writeSecurity = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): readonly string[] => {
  switch (security) {
    case 'new':
      return writeNew(facts, plan);
    case 'existing':
      return plan?.egress.kind === 'rule'
        ? writeIntoGroup(plan.egress.group.id, plan.egress.missing)
        : writeIntoGroup(null, null);
    case 'leave':
      return [];
    default:
      return security satisfies never;
  }
};

const guideSteps = (facts: AwsGuideFacts, security: SecurityChoice): readonly CommandStep<TerraformAct>[] => [
  ...(security === 'leave'
    ? [buildStep<TerraformAct>('outbound', buildOutboundLook(facts, null), { does: 'look' })]
    : []),
  ...buildTerraformSteps([{ label: 'peering_status', value: 'active' }]),
];

/** A configuration that accepts, routes and lets the traffic out, and the commands that carry it out. */
export const guideWithTerraform = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): TerraformPlan<TerraformAct> => ({
  file: buildTerraformFile([
    writeProvider(facts),
    writeValues(facts),
    writeAccepter(facts),
    writeRoutes(plan),
    ...writeSecurity(facts, security, plan),
  ]),
  steps: guideSteps(facts, security),
});
