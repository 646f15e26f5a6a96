import type { GoogleGuideFacts, GoogleTerraformAct } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { guideEgressLook } from './google-cli.ts';
import { linkNetwork, namePeering } from './google-commands.ts';
import { quoteHcl } from './hcl.ts';
import { buildTerraformFile, buildTerraformSteps, type TerraformPlan } from './terraform.ts';

const PROVIDER = `terraform {
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
}`;

const writeValues = (facts: GoogleGuideFacts): string => {
  const { end, peering, vpcCidr } = facts;
  const { projectId, network } = peering.peer;
  return `locals {
  name              = ${quoteHcl(namePeering(facts))}
  project           = ${quoteHcl(projectId)}
  network           = ${quoteHcl(linkNetwork(projectId, network))}
  timescale_network = ${quoteHcl(linkNetwork(end.projectId, end.network))}
  timescale_range   = ${quoteHcl(vpcCidr.text)}
}`;
};

const writeFlags = ({ customRoutes: { exported, imported } }: GoogleGuideFacts): string => {
  const flags = [
    ...(exported ? ['  export_custom_routes = true'] : []),
    ...(imported ? ['  import_custom_routes = true'] : []),
  ];
  return flags.length === 0 ? '' : `\n\n${flags.join('\n')}`;
};

const writePeering = (
  facts: GoogleGuideFacts,
): string => `resource "google_compute_network_peering" "timescale" {
  name         = local.name
  network      = local.network
  peer_network = local.timescale_network${writeFlags(facts)}
}

output "peering_state" {
  description = ${quoteHcl(`The peering with the Timescale VPC ${facts.vpcName} in ${facts.vpcRegion}.`)}
  value       = google_compute_network_peering.timescale.state
}`;

/** Rules with a lower number win, so its number depends on the rule that is in the way. */
const writeRule = ({ ports }: GoogleGuideFacts): string => `variable "priority" {
  description = "A number below the priority of the firewall rule that denies TCP ${ports.join(', ')}."
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
    ports    = [${ports.map((port) => quoteHcl(String(port))).join(', ')}]
  }
}`;

/** A configuration that makes this side of the peering, and the commands that carry it out. */
export const guideWithGoogleTerraform = (
  facts: GoogleGuideFacts,
  security: SecurityChoice,
): TerraformPlan<GoogleTerraformAct> => ({
  file: buildTerraformFile([
    PROVIDER,
    writeValues(facts),
    writePeering(facts),
    ...(security === 'new' ? [writeRule(facts)] : []),
  ]),
  steps: [guideEgressLook(facts), ...buildTerraformSteps([{ label: 'peering_state', value: 'ACTIVE' }])],
});
