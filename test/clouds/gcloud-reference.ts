import type { Reference, Wide } from './command-syntax.ts';

/** Of `gcloud compute networks peerings create` and `update`. */
const PEERING_FLAGS = [
  'async',
  'export-custom-routes',
  'export-subnet-routes-with-public-ip',
  'import-custom-routes',
  'import-subnet-routes-with-public-ip',
] as const;
const PEERING_CHOICES = {
  'stack-type': ['IPV4_ONLY', 'IPV4_IPV6'],
  'update-strategy': ['INDEPENDENT', 'CONSENSUS'],
} as const;
/** Of every `list`: "List command flags". */
const LISTS = ['filter', 'limit', 'page-size', 'sort-by'] as const;

/** The Google Cloud CLI's reference, cloud.google.com/sdk/gcloud/reference, page by page. */
export const GCLOUD: Reference = {
  // …/compute/networks/describe
  'compute networks describe': { words: 1, needs: [], takes: [] },
  // …/compute/networks/peerings/create
  'compute networks peerings create': {
    words: 1,
    needs: ['network', 'peer-network'],
    takes: ['peer-project', 'stack-type', 'update-strategy'],
    flags: [...PEERING_FLAGS, 'auto-create-routes'],
    choices: PEERING_CHOICES,
  },
  // …/compute/networks/peerings/update
  'compute networks peerings update': {
    words: 1,
    needs: ['network'],
    takes: ['stack-type', 'update-strategy'],
    flags: [
      ...PEERING_FLAGS,
      'no-export-custom-routes',
      'no-export-subnet-routes-with-public-ip',
      'no-import-custom-routes',
      'no-import-subnet-routes-with-public-ip',
    ],
    choices: PEERING_CHOICES,
  },
  // …/compute/networks/peerings/list
  'compute networks peerings list': { words: 0, needs: [], takes: ['network', ...LISTS], flags: ['uri'] },
  // …/compute/networks/peerings/delete
  'compute networks peerings delete': { words: 1, needs: ['network'], takes: [], flags: ['async'] },
  // …/compute/firewall-rules/list
  'compute firewall-rules list': { words: 0, needs: [], takes: LISTS, flags: ['uri'] },
  // …/compute/firewall-rules/create
  'compute firewall-rules create': {
    words: 1,
    needs: ['action'],
    takes: [
      'description',
      'destination-ranges',
      'direction',
      'logging-metadata',
      'network',
      'priority',
      'resource-manager-tags',
      'rules',
      'source-ranges',
      'source-service-accounts',
      'source-tags',
      'target-service-accounts',
      'target-tags',
    ],
    flags: ['disabled', 'enable-logging', 'no-enable-logging'],
    choices: { action: ['ALLOW', 'DENY'], direction: ['INGRESS', 'EGRESS', 'IN', 'OUT'] },
  },
  // …/compute/firewall-rules/delete
  'compute firewall-rules delete': { words: 1, needs: [], takes: [] },
  // …/iam/roles/create
  'iam roles create': {
    words: 1,
    needs: [],
    takes: ['description', 'file', 'organization', 'permissions', 'stage', 'title'],
    choices: { stage: ['ALPHA', 'BETA', 'GA', 'DEPRECATED', 'DISABLED', 'EAP'] },
  },
  // …/iam/service-accounts/create
  'iam service-accounts create': { words: 1, needs: [], takes: ['description', 'display-name'] },
  // …/iam/service-accounts/add-iam-policy-binding
  'iam service-accounts add-iam-policy-binding': {
    words: 1,
    needs: ['member', 'role'],
    takes: ['condition', 'condition-from-file'],
  },
  // …/projects/add-iam-policy-binding
  'projects add-iam-policy-binding': {
    words: 1,
    needs: ['member', 'role'],
    takes: ['condition', 'condition-from-file'],
  },
  // …/services/enable
  'services enable': { words: 'some', needs: [], takes: [], flags: ['async'] },
};

/** "GCLOUD WIDE FLAGS" of the same pages. */
export const GCLOUD_WIDE: Wide = {
  takes: [
    'access-token-file',
    'account',
    'billing-project',
    'configuration',
    'flags-file',
    'flatten',
    'format',
    'impersonate-service-account',
    'project',
    'trace-token',
    'verbosity',
  ],
  flags: ['help', 'log-http', 'quiet', 'user-output-enabled'],
};
