import type { SeenMessage } from '../../sandbox/slack/seen.ts';

/** What vpcbot said in #vpc-requests, but for what is asked for. */
export const aMessage = (wanted: Partial<SeenMessage>): SeenMessage => ({
  ts: '1700000000.000100',
  channel: 'C0VPC',
  author: 'vpcbot',
  text: '',
  lines: [wanted.text ?? ''],
  blocks: [],
  buttons: [],
  files: [],
  metadata: null,
  threadTs: null,
  isBroadcast: false,
  isEphemeral: false,
  isEdited: false,
  ...wanted,
});
