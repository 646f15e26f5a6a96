import type { Fit } from './fit.ts';
import type { GooglePeering } from './google-side.ts';

/** One line of a look at the other side of an active peering. */
export type SideFinding = { readonly fit: Fit } /** AWS: how the peering connection stands there. */ & (
  | { readonly kind: 'side-peering'; readonly state: string }
  /** `absent`: no route; `elsewhere`: its target leads away; `blackhole`: AWS shows no way behind it. */
  | {
      readonly kind: 'side-route';
      readonly tableId: string;
      readonly table: string | null;
      readonly route: 'active' | 'blackhole' | 'absent' | 'elsewhere';
      /** Where it leads instead. */
      readonly target: string | null;
    }
  /**
   * `groupId`: the group that was chosen or made; null: none was. `closedPorts`: what it, or every group, keeps in.
   * `attached`: network interfaces from which traffic gets out, of `of` in the VPC.
   */
  | {
      readonly kind: 'side-egress';
      readonly groupId: string | null;
      readonly group: string | null;
      readonly closedPorts: readonly number[];
      readonly attached: number;
      readonly of: number;
    }
  /** Ranges that the customer's network got, or lost, since the peering was made. */
  | { readonly kind: 'side-ranges'; readonly added: readonly string[]; readonly gone: readonly string[] }
  | { readonly kind: 'side-google-peering'; readonly peering: GooglePeering | null }
);

export interface SideHealth {
  readonly findings: readonly SideFinding[];
  readonly at: number;
  /** As people know them: what is worse now is told once a second look shows it, too. */
  readonly told: readonly SideFinding[];
  /** When people were told that something went wrong; null: nothing did, or it is mended. */
  readonly driftSince: number | null;
}

/** What one line is about: there is one finding for it at most. */
const findingKey = (finding: SideFinding): string =>
  finding.kind === 'side-route' ? `${finding.kind}:${finding.tableId}` : finding.kind;

export interface HealthTurn {
  readonly health: SideHealth;
  /** `drifted`: these went wrong; `mended`: all that had gone wrong is right again. */
  readonly tell:
    | { readonly kind: 'drifted'; readonly findings: readonly SideFinding[] }
    | { readonly kind: 'mended' }
    | null;
  /** Something looks worse for the first time: look again soon. */
  readonly isSuspect: boolean;
}

const isWrong = ({ fit }: SideFinding): boolean => fit === 'missing' || fit === 'careful';

const byKey = (findings: readonly SideFinding[]): ReadonlyMap<string, SideFinding> =>
  new Map(findings.map((finding) => [findingKey(finding), finding]));

/** Wrong now, and as far as people know it was right, or not there at all. */
const findWorse = (
  findings: readonly SideFinding[],
  told: ReadonlyMap<string, SideFinding>,
): readonly SideFinding[] =>
  findings.filter((finding) => {
    const known = told.get(findingKey(finding));
    return known === undefined ? finding.fit === 'missing' : isWrong(finding) && known.fit === 'good';
  });

/** What is worse, or not known now, stays told as it was; all else is as it is seen. */
const keepTold = (
  findings: readonly SideFinding[],
  worse: readonly SideFinding[],
  told: ReadonlyMap<string, SideFinding>,
): readonly SideFinding[] =>
  findings.flatMap((finding) => {
    if (finding.fit !== 'unknown' && !worse.includes(finding)) return [finding];
    const known = told.get(findingKey(finding));
    return known === undefined ? [] : [known];
  });

/**
 * What one more look means. A cloud shows things late or not at all for moments, so what went wrong is
 * told once two looks in a row show it.
 */
export const advanceHealth = (
  before: SideHealth | null,
  findings: readonly SideFinding[],
  at: number,
): HealthTurn => {
  if (before === null) {
    return { health: { findings, at, told: findings, driftSince: null }, tell: null, isSuspect: false };
  }
  const told = byKey(before.told);
  const last = byKey(before.findings);
  const worse = findWorse(findings, told);
  const { driftSince } = before;
  if (worse.length === 0) {
    const mended = driftSince !== null && findings.every(({ fit }) => fit === 'good');
    const known = keepTold(findings, worse, told);
    const health = { findings, at, told: known, driftSince: mended ? null : driftSince };
    return { health, tell: mended ? { kind: 'mended' } : null, isSuspect: false };
  }
  const sure = worse.every((finding) => {
    const seen = last.get(findingKey(finding));
    return seen !== undefined && isWrong(seen);
  });
  if (!sure) {
    const health = { findings, at, told: keepTold(findings, worse, told), driftSince };
    return { health, tell: null, isSuspect: true };
  }
  const health = { findings, at, told: findings, driftSince: driftSince ?? at };
  return { health, tell: { kind: 'drifted', findings: worse }, isSuspect: false };
};
