import type { Button } from '@slack/types';
import { nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { VpcView } from '../domain/request.ts';
import type { Vpc } from '../domain/vpc.ts';
import { button } from './blocks.ts';
import { DELETE_FORM } from './delete-form.ts';
import { ATTACH_FORM } from './move-form.ts';
import { PEER_FORM } from './peer-form.ts';
import { peeringWord, vpcWord } from './pick.ts';
import { carryTyped, EDIT } from './plan-message.ts';
import { RENAME_FORM } from './rename-form.ts';
import { UNPEER_FORM } from './unpeer-form.ts';

/* Each opens a form with what is known filled in. Whoever presses is judged by the form. */

const open = (form: string, words: string, label: string, typed: object): Button =>
  button({ action: `${EDIT}${form}`, words, label, value: carryTyped(typed) });

export const buildPeerButton = (vpc: Vpc): Button =>
  open(PEER_FORM, 'Add a peering', `Add a peering to ${vpc.name}`, { vpc: vpcWord(vpc) });

export const buildAttachButton = (vpc: Vpc): Button =>
  open(ATTACH_FORM, 'Attach a service', `Attach a service to ${vpc.name}`, { to: vpcWord(vpc) });

export const buildRenameButton = (vpc: Vpc, name?: string): Button =>
  open(RENAME_FORM, 'Rename…', `Rename ${vpc.name}`, {
    vpc: vpcWord(vpc),
    ...(name === undefined ? {} : { name }),
  });

export const buildDeleteButton = (vpc: Vpc): Button => ({
  ...open(DELETE_FORM, 'Delete…', `Delete ${vpc.name}`, { vpc: vpcWord(vpc) }),
  style: 'danger',
});

const buildUnpeerButton = (peering: Peering): Button => ({
  ...open(UNPEER_FORM, 'Delete the peering…', `Delete the peering with ${nameNetwork(peering.peer)}`, {
    peering: peeringWord(peering),
  }),
  style: 'danger',
});

/** What people go on with once the request has come to its end. */
export const buildNextButtons = ({ request, vpc, peerings }: VpcView): readonly Button[] => {
  if (vpc.state !== 'active') return [];
  const { ask, state } = request;
  const active = peerings.filter((peering) => peering.state === 'active');
  const [only, ...more] = active;
  const refused = state === 'failed';
  switch (ask.kind) {
    case 'create':
      if (state !== 'done') return [];
      return [
        buildPeerButton(vpc),
        ...(only === undefined ? [] : [buildAttachButton(vpc)]),
        buildDeleteButton(vpc),
      ];
    case 'peer':
      if (state !== 'done' || only === undefined) return [];
      return [
        buildPeerButton(vpc),
        buildAttachButton(vpc),
        ...(more.length === 0 && only.sharers.length === 0 ? [buildUnpeerButton(only)] : []),
      ];
    case 'share':
      return state === 'done' && only !== undefined ? [buildAttachButton(vpc)] : [];
    case 'unpeer':
      return refused && only !== undefined ? [buildUnpeerButton(only)] : [];
    case 'rename':
      return refused ? [buildRenameButton(vpc, ask.to)] : [];
    case 'delete':
      return refused ? [buildDeleteButton(vpc)] : [];
    case 'move':
    case 'quota':
      return [];
    default:
      return ask satisfies never;
  }
};
