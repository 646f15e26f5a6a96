import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../sandbox/page/memory.ts';
import { aMessage } from './a-message.ts';

const posted = (channel: string, ts: string) =>
  ({ kind: 'message', event: 'posted', message: aMessage({ channel, ts }) }) as const;

describe('what the page was told', () => {
  it('is the same in whatever order places and messages come', () => {
    const news = [
      posted('C0VPC', '3.5'),
      posted('C0VPC', '1.5'),
      posted('C0RANDOM', '2.5'),
      posted('C0VPC', '10.5'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(news, { minLength: news.length }), (shuffled) => {
        const memory = createMemory();
        for (const one of shuffled) memory.hear(one);
        expect(memory.place('C0VPC').roots.value).toEqual(['1.5', '3.5', '10.5']);
        expect(memory.place('C0RANDOM').roots.value).toEqual(['2.5']);
      }),
    );
  });

  it('reading never goes back, whichever tab tells of it first', () => {
    const stamps = ['9.5', '10.5', '11.5'];
    fc.assert(
      fc.property(fc.shuffledSubarray(stamps, { minLength: 3 }), (shuffled) => {
        const memory = createMemory();
        for (const ts of shuffled) memory.hear({ kind: 'read', channel: 'C0VPC', ts });
        expect(memory.read.value).toEqual({ C0VPC: '11.5' });
      }),
    );
  });

  it('tells who listens of each message that is posted, and of none that changes or goes', () => {
    const memory = createMemory();
    const heard: string[] = [];
    const stop = memory.listen(({ ts }) => heard.push(ts));
    memory.hear({ kind: 'place', channel: 'C0VPC', messages: [aMessage({ ts: '1.5' })] });
    memory.hear(posted('C0VPC', '2.5'));
    memory.hear({ kind: 'message', event: 'changed', message: aMessage({ ts: '2.5', isEdited: true }) });
    memory.hear({
      kind: 'message',
      event: 'deleted',
      message: { ts: '2.5', channel: 'C0VPC', threadTs: null },
    });
    stop();
    memory.hear(posted('C0VPC', '3.5'));
    expect(heard).toEqual(['2.5']);
  });

  it('a reset forgets all of Slack and keeps what it knows of the bot', () => {
    const memory = createMemory();
    const bot = { state: 'ready', since: 1, pid: 7, lines: [], pace: 'quick', paces: [] } as const;
    memory.hear({ kind: 'bot', bot });
    memory.hear(posted('C0VPC', '1.5'));
    memory.hear({ kind: 'reset' });
    expect(memory.places.value.size).toBe(0);
    expect(memory.workspace.value).toBe(null);
    expect(memory.bot.value).toEqual(bot);
  });
});
