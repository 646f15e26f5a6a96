import type { KnownBlock } from '@slack/types';
import { type Address, type EndpointChange, isChanged } from '../domain/endpoint-change.ts';
import type { Product, Project } from '../domain/project.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { context, copyable, section } from './blocks.ts';
import { nameEndpoint } from './move-words.ts';
import { code, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';

/** Each takes two blocks, and Slack takes fifty in a message. */
const SHOWN = 18;

const renderAddress = ({ host, port }: Address): string => `${host}:${port}`;

/** The product's own database; the password is nobody's to repeat. */
const DATABASES = { tiger: 'tsdb', managed: 'defaultdb' } as const;

const connectionString = (address: Address, product: Product): string =>
  `postgres://tsdbadmin:<password>@${renderAddress(address)}/${DATABASES[product]}?sslmode=require`;

const renderChange = (change: EndpointChange): Mrkdwn => {
  const { old, now } = change;
  const part = nameEndpoint(change);
  if (now === null) return mrkdwn`${part}: ${code(old === null ? '' : renderAddress(old))} is gone.`;
  if (old === null) return mrkdwn`${part}: new, ${code(renderAddress(now))}`;
  if (!isChanged(change)) return mrkdwn`${part}: ${code(renderAddress(now))}, as before`;
  return mrkdwn`${part}: old ${code(renderAddress(old))}, new ${code(renderAddress(now))}`;
};

const buildChange = (change: EndpointChange, product: Product): readonly KnownBlock[] => [
  section(renderChange(change)),
  ...(change.now === null ? [] : [copyable(connectionString(change.now, product))]),
];

/** Every part with its old and its new address, and a connection string to copy. */
export const buildAddresses = (
  changes: readonly EndpointChange[],
  { product }: Pick<Project, 'product'>,
): readonly KnownBlock[] => {
  const rest = changes.length - SHOWN;
  return [
    ...changes.slice(0, SHOWN).flatMap((change) => buildChange(change, product)),
    ...(rest > 0
      ? [context(mrkdwn`And ${count(rest, 'more address')}: the Timescale console shows them.`)]
      : []),
  ];
};

/** The same in a line, for notifications. */
export const renderAddresses = (changes: readonly EndpointChange[]): Mrkdwn =>
  join(changes.slice(0, SHOWN).map(renderChange), '; ');

/** Where the certificate is checked by the project's own authority, whose certificate follows as a file. */
const MANAGED_TLS = section(
  mrkdwn`*TLS.* Keep \`sslmode=require\` at least. Clients that check the certificate (\`verify-ca\` or \`verify-full\`) need the project’s CA certificate, which comes next as a file.`,
);

/** How clients keep checking whom they talk to (Tiger docs, "Connect with a stricter SSL mode"). */
export const buildTlsAdvice = (
  changes: readonly EndpointChange[],
  { product }: Pick<Project, 'product'>,
  to: MovePlace | null,
): readonly KnownBlock[] => {
  if (product === 'managed') return to === null ? [] : [MANAGED_TLS];
  const now = changes.find((change) => change.now !== null && isChanged(change))?.now ?? null;
  if (now === null) return [];
  return [
    section(
      mrkdwn`*TLS.* Keep \`sslmode=require\` at least. Clients that check the certificate (\`verify-ca\` or \`verify-full\`) need the chain of the new address; this fetches it:`,
    ),
    copyable(
      `openssl s_client -showcerts -partial_chain -starttls postgres -connect ${renderAddress(now)} < /dev/null 2>/dev/null | awk '/BEGIN CERTIFICATE/,/END CERTIFICATE/{ print }' > bundle.crt`,
    ),
  ];
};

/** A name that stays leads elsewhere now, and nobody tells where: only a look from the clients' side shows it. */
export const buildSameNames = (changes: readonly EndpointChange[]): readonly KnownBlock[] => {
  const kept = changes.find((change) => change.now !== null && change.now.host === change.old?.host)?.now;
  if (kept == null) return [];
  return [
    section(
      mrkdwn`*The same host names lead to other network addresses now.* Timescale does not tell them, so vpcbot cannot check that your name servers have learned them: one that keeps the old address in its cache leads clients astray until it forgets. From a machine that connects to the service, this shows where a name leads:`,
    ),
    copyable(`dig +short ${kept.host}`),
  ];
};
