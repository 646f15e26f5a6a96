import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideWithAzureTerraform } from '../../src/clouds/azure-terraform.ts';
import { guideWithGoogleTerraform } from '../../src/clouds/google-terraform.ts';
import { readHcl } from './hcl-reading.ts';
import { AZURE, GOOGLE, hostileAzure, hostileGoogle } from './posix-shell.ts';

test('the configuration for Google Cloud stands alone, with a firewall rule', () => {
  expect(guideWithGoogleTerraform(GOOGLE, 'new').file.text).toMatchInlineSnapshot(`
    "terraform {
      required_version = ">= 1.2"

      required_providers {
        google = {
          source  = "hashicorp/google"
          version = ">= 5.0"
        }
      }
    }

    provider "google" {
      project = local.project
    }

    locals {
      name              = "timescale-project-vpc-1"
      project           = "acme-net"
      network           = "projects/acme-net/global/networks/default"
      timescale_network = "projects/ts-prod-7/global/networks/project-vpc-1"
      timescale_range   = "10.0.0.0/24"
    }

    resource "google_compute_network_peering" "timescale" {
      name         = local.name
      network      = local.network
      peer_network = local.timescale_network
    }

    output "peering_state" {
      description = "The peering with the Timescale VPC payments-eu in timescale-google-europe-west1."
      value       = google_compute_network_peering.timescale.state
    }

    variable "priority" {
      description = "A number below the priority of the firewall rule that denies TCP 5432."
      type        = number
    }

    resource "google_compute_firewall" "timescale" {
      name               = local.name
      network            = local.network
      direction          = "EGRESS"
      priority           = var.priority
      destination_ranges = [local.timescale_range]

      allow {
        protocol = "tcp"
        ports    = ["5432"]
      }
    }
    "
  `);
});

test('who leaves Google’s firewall as it is gets no rule, and looks first whether one is in the way', () => {
  const { file, steps } = guideWithGoogleTerraform(GOOGLE, 'leave');
  expect(file.text).not.toContain('google_compute_firewall');
  expect(steps.map(({ act }) => act)).toEqual(['egress', 'init', 'plan', 'apply', 'refresh']);
});

test('the configuration for Azure stands alone, and holds no password', () => {
  expect(guideWithAzureTerraform(AZURE).file.text).toMatchInlineSnapshot(`
    "terraform {
      required_version = ">= 1.2"

      required_providers {
        azurerm = {
          source  = "hashicorp/azurerm"
          version = ">= 4.0"
        }
      }
    }

    provider "azurerm" {
      features {}

      subscription_id                 = local.subscription_id
      tenant_id                       = local.tenant_id
      auxiliary_tenant_ids            = [local.timescale_tenant_id]
      client_id                       = local.app_id
      client_secret                   = var.password
      resource_provider_registrations = "none"
    }

    variable "password" {
      description = "The password of the application."
      type        = string
      sensitive   = true
    }

    locals {
      subscription_id      = "10000000-0000-4000-8000-000000000001"
      tenant_id            = "20000000-0000-4000-8000-000000000002"
      app_id               = "30000000-0000-4000-8000-000000000003"
      resource_group       = "network-rg"
      vnet                 = "app-vnet"
      timescale_tenant_id  = "90000000-0000-4000-8000-000000000009"
      timescale_network_id = "/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1"
    }

    resource "azurerm_virtual_network_peering" "timescale" {
      name                         = "timescale-ts-vnet-1"
      resource_group_name          = local.resource_group
      virtual_network_name         = local.vnet
      remote_virtual_network_id    = local.timescale_network_id
      allow_virtual_network_access = true
    }

    output "timescale_network_id" {
      description = "The network of the Timescale VPC payments-eu in timescale-azure-westeurope."
      value       = azurerm_virtual_network_peering.timescale.remote_virtual_network_id
    }
    "
  `);
});

test('no text breaks out of the configuration for Google Cloud', () => {
  const around = readHcl(guideWithGoogleTerraform(GOOGLE, 'new').file.text).around;
  fc.assert(
    fc.property(hostileGoogle, (facts) => {
      const read = readHcl(guideWithGoogleTerraform(facts, 'new').file.text);
      expect(read.around).toBe(around);
      const { projectId, network } = facts.end;
      expect(read.strings).toContain(`projects/${projectId}/global/networks/${network}`);
    }),
  );
});

test('no text breaks out of the configuration for Azure', () => {
  const around = readHcl(guideWithAzureTerraform(AZURE).file.text).around;
  fc.assert(
    fc.property(hostileAzure, (facts) => {
      const read = readHcl(guideWithAzureTerraform(facts).file.text);
      expect(read.around).toBe(around);
      expect(read.strings).toEqual(
        expect.arrayContaining([facts.end.networkId, facts.end.tenantId, facts.peering.peer.vnet]),
      );
    }),
  );
});
