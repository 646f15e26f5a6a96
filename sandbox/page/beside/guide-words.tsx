import type { ComponentChildren } from 'preact';
import type { BotFacts } from '../../demo/news.ts';
import { GUIDE, type Step } from './guide-step.ts';

interface StepWordsProps {
  readonly step: Step;
  readonly isOwner: boolean;
  readonly bot: BotFacts['state'] | null;
}

const Channel = () => <b>#{GUIDE.channel}</b>;

const BOT_AWAY = {
  starting: 'The bot is still starting: it answers in some seconds.',
  stopping: 'The bot is stopping: start it again under Bot and time.',
  down: 'The bot is down: start it again under Bot and time.',
} as const;

const Say = ({ what, how }: { readonly what: string; readonly how: ComponentChildren }) => (
  <p class="guide-words">
    <strong>{what}</strong> {how}
  </p>
);

const NOW_BE = 'Now be nina, who owns the AWS account.';
const YOU_ARE = 'You are nina, who owns the AWS account.';

const Complete = ({ isOwner }: { readonly isOwner: boolean }) =>
  isOwner ? (
    <Say
      what={YOU_ARE}
      how={
        <>
          Read the plan in the thread and press <b>Complete it for me</b>; or accept by hand on the other
          side.
        </>
      }
    />
  ) : (
    <Say
      what={NOW_BE}
      how="vpcbot has looked at her side: what it would do there is planned in the thread."
    />
  );

const Accept = ({ pcx, isOwner }: { readonly pcx: string; readonly isOwner: boolean }) => (
  <Say
    what={isOwner ? YOU_ARE : NOW_BE}
    how={
      <>
        Compare <code>{pcx}</code> with the thread, then accept it on the other side.
      </>
    }
  />
);

/** What is to be done now, in one or two sentences. */
export const StepWords = ({ step, isOwner, bot }: StepWordsProps) => {
  switch (step.kind) {
    case 'ask':
      return (
        <Say
          what="Ask for a VPC."
          how={
            <>
              In <Channel />, type <code>{GUIDE.line}</code> and press Enter.
              {bot !== null && bot !== 'ready' && ` ${BOT_AWAY[bot]}`}
            </>
          }
        />
      );
    case 'fill':
      return step.empty === null ? (
        <Say what="All is filled in." how="Press Create." />
      ) : (
        <Say
          what="Say which network is to reach it."
          how="Choose your side of the peering, and press Create."
        />
      );
    case 'made':
      return (
        <Say
          what="Timescale makes the VPC and asks AWS for the peering."
          how="Follow the thread; the request appears on the other side in a moment."
        />
      );
    case 'complete':
      return <Complete isOwner={isOwner} />;
    case 'completing':
      return (
        <Say
          what="vpcbot is at it."
          how="The plan in the thread says how far it is, and what is in the way."
        />
      );
    case 'accept':
      return <Accept pcx={step.pcx} isOwner={isOwner} />;
    case 'over':
      return (
        <Say
          what="That request came to nothing, and the thread says why."
          how="Ask again there, or reset everything under Bot and time."
        />
      );
    case 'hear':
      return (
        <Say what="The peering is accepted." how="The channel hears it as soon as Timescale says active." />
      );
    case 'read':
      return (
        <Say what="The channel heard that the peering is active." how="Open the thread for the story." />
      );
    default:
      return step satisfies never;
  }
};
