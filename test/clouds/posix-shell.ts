import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { cidrOf } from '../../src/domain/cidr.ts';
import type { GuideFacts } from '../../src/domain/guide.ts';

/* One peering to guide somebody through, hostile ones, and a real shell with an `aws` that only notes its words. */

export const FACTS: GuideFacts = {
  peering: {
    provisionedId: 'pcx-0123456789abcdef0',
    peer: { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0123456789abcdef0', region: 'eu-west-1' },
  },
  vpcName: 'payments-eu',
  vpcCidr: cidrOf(10 * 2 ** 24, 24),
  vpcRegion: 'us-east-1',
};

/** Any text but NUL, which no command line can hold, and the two separators of the fake `aws`. */
export const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'\'"`$\\;&|<>(){}[]*?!#~=%, \n\t-ab'), maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text)),
  fc.constantFrom(
    '$(reboot)',
    ['$', '{local.x}'].join(''),
    '%{ if true }',
    "'; reboot; '",
    '" }\nresource "x" "y" {',
    '-h',
  ),
);

export const hostileFacts: fc.Arbitrary<GuideFacts> = fc
  .record({ provisionedId: hostile, vpcId: hostile, region: hostile, vpcName: hostile, vpcRegion: hostile })
  .map(({ provisionedId, vpcId, region, vpcName, vpcRegion }) => ({
    ...FACTS,
    peering: { provisionedId, peer: { kind: 'aws', accountId: '123456789012', vpcId, region } },
    vpcName,
    vpcRegion,
  }));

const FAKE_AWS = `
aws() {
  printf '%s\\037' "$@" >&3; printf '\\036' >&3
  case "$*" in
    *--route-table-ids*) printf '10.0.0.0/25\\t10.0.0.128/25\\n' ;;
    *describe-route-tables*) printf 'rtb-1\\trtb-2\\n' ;;
    *create-security-group*) printf 'sg-new\\n' ;;
    *describe-security-group-rules*) printf 'sgr-4\\tsgr-6\\n' ;;
    *describe-security-groups*) printf 'sg-made\\n' ;;
  esac
}
`;

export interface Run {
  /** The words of each call of `aws`. */
  readonly calls: readonly (readonly string[])[];
  readonly printed: string;
}

/** Runs the lines in a real shell, with `typed` on its terminal. */
export const runCommands = (lines: readonly string[], typed = ''): Run => {
  const script = `exec 3>&1 1>&2\n${FAKE_AWS}\n${lines.join('\n')}\n`;
  const options = { input: typed, encoding: 'utf8', env: {}, stdio: 'pipe' } as const;
  const noted = execFileSync('/bin/sh', ['-c', `{ ${script} } 2>/dev/null`], options);
  const printed = execFileSync(
    '/bin/sh',
    ['-c', `{ ${FAKE_AWS}\n${lines.join('\n')}\n} 3>/dev/null`],
    options,
  );
  const calls = noted
    .split('\x1e')
    .slice(0, -1)
    .map((call) => call.split('\x1f').slice(0, -1));
  return { calls, printed };
};

export const optionOf = (call: readonly string[] | undefined, name: string): string | undefined =>
  call?.[call.indexOf(`--${name}`) + 1];

/** Throws where bash cannot read them. */
export const readWithBash = (lines: readonly string[]): void => {
  execFileSync('/bin/bash', ['-n', '-c', lines.join('\n')], { stdio: 'pipe' });
};
