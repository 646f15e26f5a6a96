import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideWithTerraform } from '../../src/clouds/aws-terraform.ts';
import { quoteHcl } from '../../src/clouds/hcl.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import { readHcl } from './hcl-reading.ts';
import { FACTS, hostile, hostileFacts, readWithBash } from './posix-shell.ts';

const fileOf = (security: (typeof SECURITY_CHOICES)[number]): string =>
  guideWithTerraform(FACTS, security, null).file.text;

test('the configuration stands alone, with a new security group', () => {
  expect(fileOf('new')).toMatchInlineSnapshot(`
    "terraform {
      required_version = ">= 1.2"

      required_providers {
        aws = {
          source  = "hashicorp/aws"
          version = ">= 5.0"
        }
      }
    }

    provider "aws" {
      region              = "eu-west-1"
      allowed_account_ids = [local.account_id]
    }

    locals {
      peering_id      = "pcx-0123456789abcdef0"
      account_id      = "123456789012"
      vpc_id          = "vpc-0123456789abcdef0"
      timescale_range = "10.0.0.0/24"
      timescale_ports = ["5432"]
    }

    data "aws_vpc_peering_connection" "request" {
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
      description = "The peering with the Timescale VPC payments-eu in us-east-1."
      value       = aws_vpc_peering_connection_accepter.timescale.accept_status
    }

    variable "route_table_ids" {
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
    }

    resource "aws_security_group" "timescale" {
      name        = "timescale-pcx-0123456789abcdef0"
      description = "TCP 5432 to the Timescale VPC 10.0.0.0/24"
      vpc_id      = local.vpc_id
    }

    resource "aws_vpc_security_group_egress_rule" "timescale" {
      for_each = toset(local.timescale_ports)

      security_group_id = aws_security_group.timescale.id
      ip_protocol       = "tcp"
      from_port         = each.value
      to_port           = each.value
      cidr_ipv4         = local.timescale_range
    }

    output "security_group_id" {
      description = "The group to have on your clients."
      value       = aws_security_group.timescale.id
    }

    variable "network_interfaces" {
      description = "The network interfaces of your clients, by id, each with a word of yours."
      type        = map(string)
      default     = {}
    }

    resource "aws_network_interface_sg_attachment" "timescale" {
      for_each = var.network_interfaces

      security_group_id    = aws_security_group.timescale.id
      network_interface_id = each.key
    }
    "
  `);
});

test('an existing security group is asked for, gets a rule more, and nothing of it is managed', () => {
  const file = fileOf('existing');
  expect(file).not.toContain('resource "aws_security_group"');
  expect(file.slice(file.indexOf('variable "security_group_id"'))).toMatchInlineSnapshot(`
    "variable "security_group_id" {
      description = "The security group of your clients, which gets one rule more for each port."
      type        = string

      validation {
        condition     = can(regex("^sg-[0-9a-f]+$", var.security_group_id))
        error_message = "A security group's id begins with sg-."
      }
    }

    resource "aws_vpc_security_group_egress_rule" "timescale" {
      for_each = toset(local.timescale_ports)

      security_group_id = var.security_group_id
      ip_protocol       = "tcp"
      from_port         = each.value
      to_port           = each.value
      cidr_ipv4         = local.timescale_range
    }

    output "security_group_id" {
      description = "The group to have on your clients."
      value       = var.security_group_id
    }
    "
  `);
});

test('a security group that is left as it is, is no part of the configuration', () => {
  const file = fileOf('leave');
  expect(file).not.toContain('security_group');
  expect(fileOf('new').startsWith(file.trimEnd())).toBe(true);
});

test('the plan that somebody looked at is what is applied', () => {
  const { steps } = guideWithTerraform(FACTS, 'new', null);
  expect(steps.map(({ act, does, command }) => `${act} (${does}): ${command}`)).toEqual([
    'init (look): terraform init',
    'plan (look): terraform plan -out timescale.tfplan',
    'apply (change): terraform apply timescale.tfplan',
    'refresh (look): terraform apply -refresh-only -auto-approve',
  ]);
  readWithBash(steps.map(({ command }) => command));
});

test('who leaves the security group looks first whether TCP 5432 gets out', () => {
  const [first] = guideWithTerraform(FACTS, 'leave', null).steps;
  expect(first?.act).toBe('outbound');
  expect(first?.command).toContain('aws ec2 describe-security-groups --region eu-west-1');
});

test.each([
  ['a"b\\c', '"a\\"b\\\\c"', 'quotes and backslashes end or bend a string'],
  ['a\nb\tc\r', '"a\\nb\\tc\\r"', 'a string is one line'],
  [['$', '{x} %{y}'].join(''), '"$${x} %%{y}"', 'both begin a template'],
  [['$$', '{x}'].join(''), ['"$$$', '{x}"'].join(''), 'only the last mark before a brace begins one'],
  ['5$ 5% {x}', '"5$ 5% {x}"', 'a mark alone is text'],
  ['\u202Ea\u0000', '"\\u202ea\\u0000"', 'what turns the reading direction is to be seen'],
])('%j is written as %s: %s', (text, written) => {
  expect(quoteHcl(text)).toBe(written);
});

test('every text comes back from its string as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(readHcl(`x = ${quoteHcl(text)}\n`)).toEqual({ around: 'x = ""\n', strings: [text] });
    }),
  );
});

test('no text of the provider or of a person breaks out of the configuration', () => {
  const property = fc.property(hostileFacts, fc.constantFrom(...SECURITY_CHOICES), (facts, security) => {
    const { around, strings } = readHcl(guideWithTerraform(facts, security, null).file.text);
    expect(around).toBe(readHcl(fileOf(security)).around);
    const { provisionedId, peer } = facts.peering;
    expect(strings).toEqual(expect.arrayContaining([provisionedId, peer.vpcId, peer.region]));
    expect(strings).toContain(`The peering with the Timescale VPC ${facts.vpcName} in ${facts.vpcRegion}.`);
  });
  fc.assert(property);
});
