import './guide.css';
import { useComputed, useSignal } from '@preact/signals';
import { createPortal } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { useActs } from '../acts.ts';
import { type Memory, useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { Failure, useDeed } from './deed.tsx';
import { doFor } from './guide-acts.ts';
import { keep, readKept } from './guide-kept.ts';
import { WhatNext } from './guide-next.tsx';
import { topDialog, useRing } from './guide-ring.ts';
import { GUIDE, type GuideFacts, numberOf, type Step, stepOf } from './guide-step.ts';
import { targetOf } from './guide-target.ts';
import { StepWords } from './guide-words.tsx';

/** As far back the channel is searched for the plan and for the word that the peering is active. */
const MESSAGES_READ = 60;
const STEPS = [1, 2, 3, 4] as const;

/** Only what the steps go by, so that a busy channel costs nothing. */
const readFacts = (memory: Memory): GuideFacts | null => {
  const clouds = memory.clouds.value;
  if (clouds === null) return null;
  const pcxs = clouds.aws.peerings;
  const { tiger } = clouds;
  const modals = memory.modals.value;
  if (!pcxs.some(({ status }) => status === 'active' || status === 'pending-acceptance'))
    return { modals, tiger, pcxs, messages: [] };
  const channel = memory.workspace.value?.places.find(({ name }) => name === GUIDE.channel)?.id;
  const place = channel === undefined ? undefined : memory.places.value.get(channel);
  const last = place?.all.value.slice(-MESSAGES_READ) ?? [];
  return { modals, tiger, pcxs, messages: last.flatMap((ts) => place?.message(ts)?.value ?? []) };
};

/** An open dialog makes the rest inert, so what is to be read beside it stands in it. */
const useSlot = (isWanted: boolean): HTMLElement | null => {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (!isWanted) return;
    const own = document.createElement('div');
    own.className = 'guide-slot';
    const look = (): void => {
      const dialog = topDialog();
      if (dialog !== null && own.parentElement !== dialog) dialog.append(own);
      setSlot(dialog === null ? null : own);
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      own.remove();
      setSlot(null);
    };
  }, [isWanted]);
  return slot;
};

const Progress = ({ number }: { readonly number: number }) => (
  <p class="guide-count">
    <span class="guide-dots" aria-hidden="true">
      {STEPS.map((each) => (
        <i key={each} data-is-past={each <= number} />
      ))}
    </span>
    Step {number} of {STEPS.length}
  </p>
);

const Steps = ({ step, onSkip }: { readonly step: Step; readonly onSkip: () => void }) => {
  const memory = useMemory();
  const acts = useActs();
  const whereabouts = useWhereabouts();
  const { progress, begin } = useDeed();
  const viewer = whereabouts.viewer.value;
  const help = doFor(step, { memory, acts, whereabouts });
  const isCovered = memory.modals.value.length > 0;
  const { isBesideOpen, side } = whereabouts;
  useRing(targetOf(step, { viewer, isCovered, isBesideOpen: isBesideOpen.value, side: side.value }));
  return (
    <>
      <div class="guide-said" role="status">
        <Progress number={numberOf(step)} />
        <StepWords step={step} isOwner={viewer === GUIDE.owner} bot={memory.bot.value?.state ?? null} />
      </div>
      <div class="guide-acts">
        {help !== null && (
          <button
            type="button"
            class="guide-button guide-main"
            aria-busy={progress.kind === 'busy'}
            onClick={() => void (progress.kind === 'busy' || begin(help))}
          >
            Do it for me
          </button>
        )}
        <button type="button" class="guide-button" onClick={onSkip}>
          Skip
        </button>
      </div>
      <Failure progress={progress} />
    </>
  );
};

const End = ({ onClose }: { readonly onClose: () => void }) => (
  <>
    <div class="guide-said" role="status">
      <p class="guide-words">
        <strong>That was it: asked for, made, completed, told.</strong> What to try next:
      </p>
    </div>
    <div class="guide-acts">
      <button type="button" class="guide-button" onClick={onClose}>
        Close
      </button>
    </div>
    <WhatNext />
  </>
);

/** The first steps: what to click next, until the first peering is active. */
export const Guide = () => {
  const memory = useMemory();
  const { isGuideOpen, thread } = useWhereabouts();
  const isDone = useSignal(false);
  const step = useComputed(() => {
    const facts = isGuideOpen.value ? readFacts(memory) : null;
    return facts === null ? null : stepOf(facts);
  }).value;
  const resets = memory.resets.value;
  useLayoutEffect(() => {
    const kept = readKept();
    isGuideOpen.value = !kept.isHidden;
    isDone.value = kept.isDone;
  }, []);
  useEffect(() => {
    if (resets === 0) return;
    isGuideOpen.value = true;
    isDone.value = false;
  }, [resets]);
  const isRead = step?.kind === 'read' && thread.value === step.root;
  useEffect(() => {
    if (isRead) isDone.value = true;
  }, [isRead]);
  const [isHidden, isOver] = [!isGuideOpen.value, isDone.value];
  useEffect(() => keep({ isHidden, isDone: isOver }), [isHidden, isOver]);
  const slot = useSlot(!isHidden && !isOver && step !== null && memory.modals.value.length > 0);
  if (isHidden || step === null) return null;
  const close = (): void => {
    isGuideOpen.value = false;
  };
  const shown = (
    <section class="guide" aria-label="First steps" data-region="guide" tabIndex={-1}>
      {isOver ? <End onClose={close} /> : <Steps step={step} onSkip={close} />}
    </section>
  );
  if (slot === null) return shown;
  return (
    <>
      <div class="guide guide-away" />
      {createPortal(shown, slot)}
    </>
  );
};
