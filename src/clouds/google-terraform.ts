import type { GoogleGuideFacts, GoogleTerraformAct, SecurityChoice } from '../domain/guide.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
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

const writePeering = ({
  vpcName,
  vpcRegion,
}: GoogleGuideFacts): string => `resource "google_compute_network_peering" "timescale" {
  name         = local.name
  network      = local.network
  peer_network = local.timescale_network
}

output "peering_state" {
  description = ${quoteHcl(`The peering with the Timescale VPC ${vpcName} in ${vpcRegion}.`)}
  value       = google_compute_network_peering.timescale.state
}`;

/** Rules with a lower number win, so its number depends on the rule that is in the way. */
const RULE = `variable "priority" {
  description = "A number below the priority of the firewall rule that denies TCP ${POSTGRES_PORT}."
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
    ports    = ["${POSTGRES_PORT}"]
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
    ...(security === 'new' ? [RULE] : []),
  ]),
  steps: [guideEgressLook(facts), ...buildTerraformSteps([{ label: 'peering_state', value: 'ACTIVE' }])],
});
