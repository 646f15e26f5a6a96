import { isEnded } from './peering.ts';
import type { SideFinding } from './side-health.ts';
import type { Finding, NameFinding, SeenPeer, VerifyNext } from './verification.ts';

const peeringsOf = (findings: readonly Finding[]): readonly SeenPeer[] =>
  findings.flatMap((finding) => (finding.kind === 'peering' ? [finding.peering] : []));

const namesOf = (findings: readonly Finding[]): readonly NameFinding[] =>
  findings.flatMap((finding) => (finding.kind === 'service' ? finding.names : []));

/** What the other side of an active peering lacks first. */
const findLack = (
  findings: readonly Finding[],
): { readonly peering: SeenPeer; readonly found: SideFinding | null } | null => {
  for (const finding of findings) {
    if (finding.kind === 'side-gone') return { peering: finding.peering, found: null };
    if (finding.kind === 'side' && (finding.fit === 'missing' || finding.fit === 'careful')) {
      return { peering: finding.peering, found: finding.found };
    }
  }
  return null;
};

/** What stands in the way first, from the VPC to the services in it. */
export const findNext = (findings: readonly Finding[]): VerifyNext => {
  const [first] = findings;
  if (first?.kind === 'vpc-gone') return { kind: 'create' };
  if (first?.kind === 'vpc-not-made') return { kind: first.state === 'failed' ? 'create' : 'wait' };
  const peerings = peeringsOf(findings);
  const active = peerings.some(({ state }) => state === 'active');
  const pending = peerings.find(({ state }) => state === 'pending-peer');
  if (!active && pending !== undefined) return { kind: 'accept', peering: pending };
  if (!active && peerings.some(({ state }) => !isEnded(state))) return { kind: 'wait' };
  const [ended] = peerings;
  if (!active && ended !== undefined) return { kind: 'mend-peering', peering: ended };
  const lack = findLack(findings);
  if (lack !== null) return { kind: 'mend-side', ...lack };
  if (findings.some(({ kind }) => kind === 'no-peering')) return { kind: 'peer' };
  if (findings.some(({ kind }) => kind === 'silent')) return { kind: 'ask-again' };
  if (findings.some(({ kind }) => kind === 'no-service')) return { kind: 'attach' };
  const names = namesOf(findings);
  const unknown = names.find((name) => !name.isAnswering);
  if (unknown !== undefined) return { kind: 'wait-for-names', host: unknown.endpoint.host };
  const [name] = names;
  return name === undefined
    ? { kind: 'wait' }
    : { kind: 'try', host: name.endpoint.host, port: name.endpoint.port };
};
