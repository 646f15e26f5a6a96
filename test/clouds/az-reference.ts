import type { Reference, Wide } from './command-syntax.ts';

/** The Azure CLI's reference, learn.microsoft.com/cli/azure, page by page. */
export const AZ: Reference = {
  // …/account
  'account clear': { words: 0, needs: [], takes: [] },
  'account show': { words: 0, needs: [], takes: ['name'] },
  // …/reference-index
  login: {
    words: 0,
    needs: [],
    takes: [
      'certificate',
      'claims-challenge',
      'client-id',
      'federated-token',
      'object-id',
      'password',
      'resource-id',
      'scope',
      'tenant',
      'username',
    ],
    flags: [
      'allow-no-subscriptions',
      'identity',
      'service-principal',
      'use-cert-sn-issuer',
      'use-device-code',
    ],
  },
  logout: { words: 0, needs: [], takes: ['username'] },
  // …/network/vnet
  'network vnet show': { words: 0, needs: ['resource-group', 'name'], takes: ['expand'] },
  // …/network/vnet/peering
  'network vnet peering create': {
    words: 0,
    needs: ['name', 'remote-vnet', 'resource-group', 'vnet-name'],
    takes: ['local-subnet-names', 'remote-subnet-names'],
    // Each takes 1, true, yes and the like as well, and stands for true without a word.
    flags: [
      'allow-forwarded-traffic',
      'allow-gateway-transit',
      'allow-vnet-access',
      'enable-only-ipv6',
      'no-wait',
      'peer-complete-vnets',
      'use-remote-gateways',
    ],
  },
  'network vnet peering show': { words: 0, needs: ['name', 'resource-group', 'vnet-name'], takes: [] },
  'network vnet peering list': {
    words: 0,
    needs: ['resource-group', 'vnet-name'],
    takes: ['max-items', 'next-token'],
  },
  'network vnet peering delete': {
    words: 0,
    needs: ['name', 'resource-group', 'vnet-name'],
    takes: [],
    flags: ['no-wait'],
  },
  // …/ad/app
  'ad app create': {
    words: 0,
    needs: ['display-name'],
    takes: [
      'app-roles',
      'end-date',
      'identifier-uris',
      'key-display-name',
      'key-type',
      'key-usage',
      'key-value',
      'optional-claims',
      'public-client-redirect-uris',
      'required-resource-accesses',
      'sign-in-audience',
      'start-date',
      'web-home-page-url',
      'web-redirect-uris',
    ],
    choices: {
      'sign-in-audience': [
        'AzureADMultipleOrgs',
        'AzureADMyOrg',
        'AzureADandPersonalMicrosoftAccount',
        'PersonalMicrosoftAccount',
      ],
    },
  },
  // …/ad/app/credential
  'ad app credential reset': {
    words: 0,
    needs: ['id'],
    takes: ['cert', 'display-name', 'end-date', 'keyvault', 'years'],
    flags: ['append', 'create-cert'],
  },
  // …/ad/sp
  'ad sp create': { words: 0, needs: ['id'], takes: [] },
  // …/role/assignment
  'role assignment create': {
    words: 0,
    needs: ['role', 'scope'],
    takes: [
      'assignee',
      'assignee-object-id',
      'assignee-principal-type',
      'condition',
      'condition-version',
      'description',
      'name',
    ],
    choices: { 'assignee-principal-type': ['ForeignGroup', 'Group', 'ServicePrincipal', 'User'] },
  },
  // …/role/definition
  'role definition create': { words: 0, needs: ['role-definition'], takes: [] },
};

/** "Global Parameters" of the same pages. */
export const AZ_WIDE: Wide = {
  takes: ['output', 'query', 'subscription'],
  flags: ['debug', 'help', 'only-show-errors', 'verbose'],
  choices: { output: ['json', 'jsonc', 'none', 'table', 'tsv', 'yaml', 'yamlc'] },
};
