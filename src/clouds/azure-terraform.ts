import type { AzureGuideFacts, AzureTerraformAct } from '../domain/guide.ts';
import { nameVnetPeering } from './azure-commands.ts';
import { quoteHcl } from './hcl.ts';
import { buildTerraformFile, buildTerraformSteps, type TerraformPlan } from './terraform.ts';

/** The application may peer this network and no more, so it could register nothing with the subscription. */
const PROVIDER = `terraform {
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
}`;

const writeValues = ({ peering: { peer }, end }: AzureGuideFacts): string => `locals {
  subscription_id      = ${quoteHcl(peer.subscriptionId)}
  tenant_id            = ${quoteHcl(peer.tenantId)}
  app_id               = ${quoteHcl(peer.appId)}
  resource_group       = ${quoteHcl(peer.resourceGroup)}
  vnet                 = ${quoteHcl(peer.vnet)}
  timescale_tenant_id  = ${quoteHcl(end.tenantId)}
  timescale_network_id = ${quoteHcl(end.networkId)}
}`;

const writePeering = (
  facts: AzureGuideFacts,
): string => `resource "azurerm_virtual_network_peering" "timescale" {
  name                         = ${quoteHcl(nameVnetPeering(facts))}
  resource_group_name          = local.resource_group
  virtual_network_name         = local.vnet
  remote_virtual_network_id    = local.timescale_network_id
  allow_virtual_network_access = true
}

output "timescale_network_id" {
  description = ${quoteHcl(`The network of the Timescale VPC ${facts.vpcName} in ${facts.vpcRegion}.`)}
  value       = azurerm_virtual_network_peering.timescale.remote_virtual_network_id
}`;

/** A configuration that makes this side of the peering, and the commands that carry it out. */
export const guideWithAzureTerraform = (facts: AzureGuideFacts): TerraformPlan<AzureTerraformAct> => ({
  file: buildTerraformFile([PROVIDER, writeValues(facts), writePeering(facts)]),
  steps: buildTerraformSteps([{ label: 'timescale_network_id', value: facts.end.networkId }]),
});
