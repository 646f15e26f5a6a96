import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { cidrOf } from '../../src/domain/cidr.ts';
import type { AwsGuideFacts, AzureGuideFacts, GoogleGuideFacts } from '../../src/domain/guide.ts';

/* One peering of each cloud to guide somebody through, hostile ones, and a real shell with an `aws`, a `gcloud` and an `az` that only note their words. */

export const FACTS: AwsGuideFacts = {
  kind: 'aws',
  peering: {
    provisionedId: 'pcx-0123456789abcdef0',
    peer: { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0123456789abcdef0', region: 'eu-west-1' },
  },
  vpcName: 'payments-eu',
  vpcCidr: cidrOf(10 * 2 ** 24, 24),
  vpcRegion: 'us-east-1',
  ports: [5432],
  seen: null,
};

export const GOOGLE: GoogleGuideFacts = {
  kind: 'google',
  peering: {
    provisionedId: 'projects/ts-prod-7/global/networks/project-vpc-1',
    peer: { kind: 'google', projectId: 'acme-net', network: 'default' },
  },
  end: { kind: 'google', projectId: 'ts-prod-7', network: 'project-vpc-1' },
  vpcName: 'payments-eu',
  vpcCidr: cidrOf(10 * 2 ** 24, 24),
  vpcRegion: 'timescale-google-europe-west1',
  ports: [5432],
  customRoutes: { exported: false, imported: false },
};

const id = (digit: number): string => `${digit}0000000-0000-4000-8000-00000000000${digit}`;
const NETWORK_ID = `/subscriptions/${id(8)}/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1`;

export const AZURE: AzureGuideFacts = {
  kind: 'azure',
  peering: {
    provisionedId: `${id(9)}${NETWORK_ID}`,
    peer: {
      kind: 'azure',
      subscriptionId: id(1),
      resourceGroup: 'network-rg',
      vnet: 'app-vnet',
      tenantId: id(2),
      appId: id(3),
    },
  },
  end: { kind: 'azure', tenantId: id(9), networkId: NETWORK_ID },
  vpcName: 'payments-eu',
  vpcCidr: cidrOf(10 * 2 ** 24, 24),
  vpcRegion: 'timescale-azure-westeurope',
  ports: [5432],
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

export const hostileFacts: fc.Arbitrary<AwsGuideFacts> = fc
  .record({ provisionedId: hostile, vpcId: hostile, region: hostile, vpcName: hostile, vpcRegion: hostile })
  .map(({ provisionedId, vpcId, region, vpcName, vpcRegion }) => ({
    ...FACTS,
    peering: { provisionedId, peer: { kind: 'aws', accountId: '123456789012', vpcId, region } },
    vpcName,
    vpcRegion,
  }));

export const hostileGoogle: fc.Arbitrary<GoogleGuideFacts> = fc
  .record({ mine: hostile, network: hostile, theirs: hostile, end: hostile, vpcName: hostile })
  .map(({ mine, network, theirs, end, vpcName }) => ({
    ...GOOGLE,
    peering: { provisionedId: theirs, peer: { kind: 'google', projectId: mine, network } },
    end: { kind: 'google', projectId: theirs, network: end },
    vpcName,
  }));

export const hostileAzure: fc.Arbitrary<AzureGuideFacts> = fc
  .record({ resourceGroup: hostile, vnet: hostile, appId: hostile, tenantId: hostile, networkId: hostile })
  .map(({ tenantId, networkId, ...peer }) => ({
    ...AZURE,
    peering: { provisionedId: networkId, peer: { ...AZURE.peering.peer, ...peer, tenantId } },
    end: { kind: 'azure', tenantId, networkId },
    vpcName: networkId,
  }));

const FAKES = `
aws() {
  printf '%s\\037' "$@" >&3; printf '\\036' >&3
  case "$*" in
    *--route-table-ids*) printf '10.0.0.0/25\\t10.0.0.128/25\\n' ;;
    *describe-route-tables*) printf 'rtb-1\\trtb-2\\n' ;;
    *create-security-group*) printf 'sg-new\\n' ;;
    *describe-security-group-rules*) printf 'sgr-4\\tsgr-6\\n' ;;
    *describe-security-groups*) printf '%s\\n' "\${MADE-sg-made}" ;;
    *--network-interface-ids*) printf 'sg-own\\tsg-other\\n' ;;
    *describe-network-interfaces*) printf 'eni-1\\teni-2\\n' ;;
  esac
}
gcloud() {
  printf '%s\\037' "$@" >&3; printf '\\036' >&3
  case "$*" in
    *csv*) printf '%s\\n' https://x/v1/projects/ts-prod-7/global/networks/project-vpc-1,ours https://x/v1/projects/ts-prod-7/global/networks/project-vpc-12,other ;;
    *firewall-rules*list*) printf 'made\\n' ;;
  esac
}
az() {
  printf '%s\\037' "$@" >&3; printf '\\036' >&3
  case "$*" in
    *'vnet show'*) printf '/subscriptions/sub-1/vnet-1\\n' ;;
    *'app create'*) printf 'app-1\\n' ;;
    *'sp create'*timescale-app*) printf 'theirs-1\\n' ;;
    *'sp create'*) printf 'principal-1\\n' ;;
    *'definition create'*) printf 'role-1\\n' ;;
    *'peering list'*) printf 'ours\\n' ;;
  esac
}
`;

export interface Run {
  /** The words of each call of a cloud's own program. */
  readonly calls: readonly (readonly string[])[];
  readonly printed: string;
}

/** `MADE=`: there is no security group by that name yet. */
export const NO_GROUP = 'MADE=';

/** Runs the lines in a real shell, with `typed` on its terminal. */
export const runCommands = (lines: readonly string[], typed = ''): Run => {
  const script = `exec 3>&1 1>&2\n${FAKES}\n${lines.join('\n')}\n`;
  const options = { input: typed, encoding: 'utf8', env: {}, stdio: 'pipe' } as const;
  const noted = execFileSync('/bin/sh', ['-c', `{ ${script} } 2>/dev/null`], options);
  const printed = execFileSync('/bin/sh', ['-c', `{ ${FAKES}\n${lines.join('\n')}\n} 3>/dev/null`], options);
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
