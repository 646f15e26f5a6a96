import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { channelId } from './guide-acts.ts';

/** What is worth a try after the first steps; each leads to where it begins. */
export const WhatNext = () => {
  const memory = useMemory();
  const { goTo, draft, isBesideOpen, side } = useWhereabouts();
  const write = (channel: string, line: string): void => {
    const id = channelId(memory, channel);
    if (id === undefined) return;
    goTo(id);
    draft(id).value = line;
    document.querySelector<HTMLElement>(`textarea[aria-label="Message #${channel}"]`)?.focus();
  };
  const show = (tab: 'aws' | 'bot' | 'google'): void => {
    side.value = tab;
    isBesideOpen.value = true;
  };
  const ideas = [
    {
      words: 'A quota and two people',
      more: 'ask in #analytics, approve in the thread as grace',
      go: () => write('analytics', '/vpc create analytics'),
    },
    {
      words: 'A route that is gone',
      more: 'delete one in AWS, and hear of it in the thread',
      go: () => show('aws'),
    },
    {
      words: 'A crash in the middle',
      more: 'end the bot, start it, and watch it pick up',
      go: () => show('bot'),
    },
    {
      words: 'A week in a minute',
      more: 'reminders, then a request that expires',
      go: () => show('bot'),
    },
    {
      words: 'Metrics on Google Cloud',
      more: 'both sides make a peering, yours by vpcbot',
      go: () => {
        write('vpc-requests', '/vpc create metrics google-europe-west1');
        show('google');
      },
    },
  ];
  return (
    <ul class="guide-ideas">
      {ideas.map(({ words, more, go }) => (
        <li key={words}>
          <button type="button" class="guide-idea" onClick={go}>
            <b>{words}</b> <span>{more}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
