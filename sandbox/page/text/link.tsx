import type { ComponentChildren } from 'preact';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';

const ALLOWED = ['http:', 'https:', 'mailto:'];

/** The address as a browser reads it; null for anything but http, https and mailto. */
export const safeAddress = (url: string): string | null => {
  const address = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
  return address !== null && ALLOWED.includes(address.protocol) ? address.href : null;
};

/** What "Copy link" gives for a message: https://acme.slack.com/archives/C0VPC/p1700000000000100 */
const PERMALINK = /^https?:\/\/[^/]+\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?|$)/;

export interface LinkProps {
  readonly url: string;
  readonly children?: ComponentChildren;
}

/** Where an address leads within this workspace, which is nowhere on the internet. */
const usePassage = (address: string): (() => void) | null => {
  const { workspace, place } = useMemory();
  const { goTo, openThread } = useWhereabouts();
  const [, channel, seconds, micros] = PERMALINK.exec(address) ?? [];
  if (channel === undefined) return null;
  if (workspace.value?.places.some(({ id }) => id === channel) !== true) return null;
  const ts = `${seconds}.${micros}`;
  return () => {
    const message = place(channel).message(ts)?.value;
    if (message === undefined) goTo(channel);
    else openThread(channel, message.threadTs ?? ts);
  };
};

const OpenLink = ({
  address,
  children,
}: {
  readonly address: string;
  readonly children: ComponentChildren;
}) => {
  const pass = usePassage(address);
  const go = (event: MouseEvent): void => {
    if (pass === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    pass();
  };
  return (
    <a class="text-link" href={address} target="_blank" rel="noreferrer noopener" onClick={go}>
      {children}
    </a>
  );
};

/** A link that can be followed; an address of any other kind is shown as text beside its words. */
export const Link = ({ url, children }: LinkProps) => {
  const address = safeAddress(url);
  if (address !== null) return <OpenLink address={address}>{children ?? url}</OpenLink>;
  if (children === undefined) return url;
  return (
    <>
      {children} ({url})
    </>
  );
};
