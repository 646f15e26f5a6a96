import type { AwsGuideFacts, CommandStep, SecurityChoice, TerraformAct } from '../domain/guide.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
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

const writeValues = ({ peering: { provisionedId, peer }, vpcCidr }: AwsGuideFacts): string => `locals {
  peering_id      = ${quoteHcl(provisionedId)}
  account_id      = ${quoteHcl(peer.accountId)}
  vpc_id          = ${quoteHcl(peer.vpcId)}
  timescale_range = ${quoteHcl(vpcCidr.text)}
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

const ROUTES = `variable "route_table_ids" {
  description = "The route tables of your clients. Null: all of the VPC."
  type        = set(string)
  default     = null
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

const writeRule = (group: string): string => `resource "aws_vpc_security_group_egress_rule" "timescale" {
  security_group_id = ${group}
  ip_protocol       = "tcp"
  from_port         = ${POSTGRES_PORT}
  to_port           = ${POSTGRES_PORT}
  cidr_ipv4         = local.timescale_range
}

output "security_group_id" {
  description = "The group to have on your clients."
  value       = aws_vpc_security_group_egress_rule.timescale.security_group_id
}`;

/** Terraform takes AWS's own rule, which lets everything out, from a group that it makes. */
const writeGroup = (facts: AwsGuideFacts): string => `resource "aws_security_group" "timescale" {
  name        = ${quoteHcl(nameGroup(facts))}
  description = ${quoteHcl(describeGroup(facts))}
  vpc_id      = local.vpc_id
}`;

const GROUP_VARIABLE = `variable "security_group_id" {
  description = "The security group of your clients, which gets one rule more."
  type        = string

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.security_group_id))
    error_message = "A security group's id begins with sg-."
  }
}`;

const writeSecurity = (facts: AwsGuideFacts, security: SecurityChoice): readonly string[] => {
  switch (security) {
    case 'new':
      return [writeGroup(facts), writeRule('aws_security_group.timescale.id')];
    case 'existing':
      return [GROUP_VARIABLE, writeRule('var.security_group_id')];
    case 'leave':
      return [];
    default:
      return security satisfies never;
  }
};

const guideSteps = (facts: AwsGuideFacts, security: SecurityChoice): readonly CommandStep<TerraformAct>[] => [
  ...(security === 'leave'
    ? [buildStep<TerraformAct>('outbound', buildOutboundLook(facts), { does: 'look' })]
    : []),
  ...buildTerraformSteps([{ label: 'peering_status', value: 'active' }]),
];

/** A configuration that accepts, routes and lets the traffic out, and the commands that carry it out. */
export const guideWithTerraform = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
): TerraformPlan<TerraformAct> => ({
  file: buildTerraformFile([
    writeProvider(facts),
    writeValues(facts),
    writeAccepter(facts),
    ROUTES,
    ...writeSecurity(facts, security),
  ]),
  steps: guideSteps(facts, security),
});
