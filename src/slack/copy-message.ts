import type { KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types';
import type { Request } from '../domain/request.ts';
import { context, type Message, MOST } from './blocks.ts';
import { cutMade, link, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

/** The thread calls whoever it concerns; elsewhere nobody is called a second time. */
const hush = (text: string, most: number): string =>
  cutMade(
    text
      .replace(/^<@[UW][A-Z0-9]+>[:,]? */, '')
      .replace(/<@[UW][A-Z0-9]+>/g, 'somebody')
      .replace(/<!subteam\^S[A-Z0-9]+>/g, 'a user group'),
    most,
  );

const hushText = <T extends MrkdwnElement | PlainTextElement>(element: T, most: number): T =>
  element.type === 'mrkdwn' ? { ...element, text: hush(element.text, most) } : element;

const hushBlock = (block: KnownBlock): readonly KnownBlock[] => {
  switch (block.type) {
    case 'actions':
      return [];
    case 'section': {
      const { accessory: _, text, fields, ...rest } = block;
      return [
        {
          ...rest,
          ...(text === undefined ? {} : { text: hushText(text, MOST.sectionText) }),
          ...(fields === undefined ? {} : { fields: fields.map((field) => hushText(field, MOST.field)) }),
        },
      ];
    }
    default:
      return [block];
  }
};

/**
 * What a thread tells, for a channel that subscribed to the project: with the project, the request
 * and the way to its thread, where the buttons are. `thread`: the address of its card; null: it is nowhere.
 */
export const buildCopy = (
  { text, blocks }: Message,
  { id, project }: Pick<Request, 'id' | 'project'>,
  thread: string | null,
): Message => {
  const way = thread === null ? mrkdwn`` : mrkdwn` · ${link(thread, 'Open its thread')}`;
  const lead = context(mrkdwn`From *${project}* · ${formatRequestNumber(id)}${way}`);
  return {
    text: cutMade(`From ${String(mrkdwn`${project}`)}: ${hush(text, MOST.text)}`, MOST.text),
    blocks: [lead, ...blocks.flatMap(hushBlock)].slice(0, MOST.messageBlocks),
  };
};
