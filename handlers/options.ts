import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { NOTHING_KNOWN } from '../src/domain/known-network.ts';
import { PUBLIC } from '../src/domain/move-request.ts';
import { listNames } from '../src/domain/peer-network.ts';
import type { Choice } from '../src/slack/blocks.ts';
import { PUBLIC_WORDS } from '../src/slack/move-form.ts';
import { readChoiceCloud } from '../src/slack/network-field.ts';
import { buildNetworkOptions } from '../src/slack/network-menu.ts';
import { buildPickOptions, PICK_PLACE, PICK_SERVICE, peeringWord, vpcWord } from '../src/slack/pick.ts';
import { nameRegion } from '../src/slack/region-words.ts';
import { namePeering } from '../src/slack/unpeer-form.ts';
import { readField, readValues, type ViewValues } from '../src/slack/view-values.ts';
import { listKnownPeerings } from './find-peering.ts';
import { findService, listServicesFor, serviceWord } from './find-service.ts';
import { listKnownVpcs } from './find-vpc.ts';
import { findOwnProjects } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'log'>;

/** Slack waits three seconds for a menu, and who asks is looked up in them, too. */
const ANSWERED_SHARE = 3;

type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** What a menu that searches offers to somebody: only what this person may see. */
const createOptions =
  (list: (deps: Needs, userId: string, values: ViewValues) => Promise<readonly Choice[]>) =>
  (deps: Needs) =>
  async ({ ack, body, payload }: OptionsArgs) => {
    const choices = await list(deps, body.user.id, readValues(body.view)).catch((err: unknown) => {
      deps.log.warn({ err }, 'a menu could not be filled');
      return [];
    });
    await ack({ options: buildPickOptions(choices, payload.value) });
  };

/** The networks of the cloud that the form asks for, for whoever may ask for anything anywhere. */
export const createNetworkOptions =
  (deps: Needs & Pick<Deps, 'networks' | 'timing'>) =>
  async ({ ack, body, payload }: OptionsArgs) => {
    const cloud = readChoiceCloud(payload.block_id);
    const own = await findOwnProjects(deps, body.user.id).catch((err: unknown) => {
      deps.log.warn({ err }, 'a menu could not be filled');
      return [];
    });
    const known =
      cloud === null || own.length === 0
        ? NOTHING_KNOWN
        : await deps.networks.list(cloud, deps.timing.cloudLookUp / ANSWERED_SHARE);
    await ack({ option_groups: [...buildNetworkOptions(known.networks, payload.value)] });
  };

export const createProjectOptions = createOptions(async (deps, userId) =>
  (await findOwnProjects(deps, userId)).map(({ name }) => ({ words: name, value: name })),
);

export const createVpcOptions = createOptions(async (deps, userId) =>
  (await listKnownVpcs(deps, userId)).map(({ vpc }) => ({
    words: `${vpc.name} · ${vpc.cidr.text} · ${nameRegion(vpc.region)} · ${vpc.project}`,
    value: vpcWord(vpc),
    also: [vpc.region],
  })),
);

export const createPeeringOptions = createOptions(async (deps, userId) =>
  (await listKnownPeerings(deps, userId)).map(({ vpc, peering }) => ({
    words: namePeering(peering, vpc.name),
    value: peeringWord(peering),
    also: listNames(peering.peer),
  })),
);

/**
 * All services; while none is chosen, those of the chosen VPC's project and region. Were it always
 * so, either menu would offer only what fits the other, and nobody could choose another region.
 */
export const createServiceOptions = createOptions(async (deps, userId, values) => {
  const word = readField(values, PICK_SERVICE) === '' ? readField(values, PICK_PLACE) : '';
  const place = (await listKnownVpcs(deps, userId)).find(({ vpc }) => vpcWord(vpc) === word)?.vpc;
  const fitting = (await listServicesFor(deps, userId)).filter(
    ({ service }) =>
      place === undefined || (service.project === place.project && service.region === place.region),
  );
  return fitting.map(({ service }) => ({
    words: `${service.name} · ${service.vpcProviderId === null ? 'public' : 'in a VPC'} · ${nameRegion(service.region)} · ${service.project}`,
    value: serviceWord(service),
  }));
});

/** Where the service that is chosen may go: VPCs of its project and its region, and the public internet. */
export const createPlaceOptions = createOptions(async (deps, userId, values) => {
  const found = await findService(deps, userId, readField(values, PICK_SERVICE));
  const chosen = found.kind === 'service' ? found.service : null;
  const vpcs = (await listKnownVpcs(deps, userId)).filter(
    ({ vpc }) => chosen === null || (vpc.project === chosen.project && vpc.region === chosen.region),
  );
  return [
    ...vpcs.map(({ vpc }) => ({
      words: `${vpc.name} · ${vpc.cidr.text} · ${nameRegion(vpc.region)}`,
      value: vpcWord(vpc),
    })),
    { words: PUBLIC_WORDS, value: PUBLIC },
  ];
});
