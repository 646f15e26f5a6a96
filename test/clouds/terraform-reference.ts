/** The arguments, nested blocks and further attributes of one kind of block, as its documentation has them. */
export interface Documented {
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  readonly blocks?: Readonly<Record<string, Documented>>;
  /** What it exports beside its arguments. */
  readonly exports?: readonly string[];
}

/** developer.hashicorp.com/terraform/language: custom conditions. */
const LIFECYCLE: Documented = {
  needs: [],
  takes: ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'],
  blocks: {
    precondition: { needs: ['condition', 'error_message'], takes: [] },
    postcondition: { needs: ['condition', 'error_message'], takes: [] },
  },
};

/** The same: meta-arguments of every resource and data source. */
export const META: Documented = {
  needs: [],
  takes: ['count', 'depends_on', 'for_each', 'provider'],
  blocks: { lifecycle: LIFECYCLE },
};

/** registry.terraform.io/providers/hashicorp/{aws,google,azurerm}/latest/docs: `/data-sources/…` */
export const DATA: Readonly<Record<string, Documented>> = {
  aws_vpc_peering_connection: {
    needs: [],
    takes: [
      'cidr_block',
      'id',
      'owner_id',
      'peer_cidr_block',
      'peer_owner_id',
      'peer_vpc_id',
      'status',
      'tags',
      'vpc_id',
    ],
    blocks: { filter: { needs: ['name', 'values'], takes: [] } },
    exports: ['accepter', 'requester', 'peer_region', 'region', 'requester_region', 'cidr_block_set'],
  },
  aws_route_tables: {
    needs: [],
    takes: ['vpc_id', 'tags'],
    blocks: { filter: { needs: ['name', 'values'], takes: [] } },
    exports: ['ids'],
  },
};

/** The same, `/resources/…` */
export const RESOURCES: Readonly<Record<string, Documented>> = {
  aws_vpc_peering_connection_accepter: {
    needs: ['vpc_peering_connection_id'],
    takes: ['auto_accept', 'tags'],
    blocks: {
      accepter: { needs: [], takes: ['allow_remote_vpc_dns_resolution'] },
      requester: { needs: [], takes: ['allow_remote_vpc_dns_resolution'] },
    },
    exports: ['id', 'accept_status', 'vpc_id', 'peer_vpc_id', 'peer_owner_id', 'peer_region'],
  },
  aws_route: {
    needs: ['route_table_id'],
    takes: [
      'destination_cidr_block',
      'destination_ipv6_cidr_block',
      'destination_prefix_list_id',
      'carrier_gateway_id',
      'core_network_arn',
      'egress_only_gateway_id',
      'gateway_id',
      'nat_gateway_id',
      'local_gateway_id',
      'network_interface_id',
      'transit_gateway_id',
      'vpc_endpoint_id',
      'vpc_peering_connection_id',
    ],
    exports: ['id', 'instance_id', 'instance_owner_id', 'origin', 'state'],
  },
  aws_security_group: {
    needs: [],
    takes: ['name', 'name_prefix', 'description', 'vpc_id', 'tags', 'revoke_rules_on_delete'],
    exports: ['id', 'arn', 'owner_id', 'tags_all'],
  },
  aws_vpc_security_group_egress_rule: {
    needs: ['security_group_id', 'ip_protocol'],
    takes: [
      'cidr_ipv4',
      'cidr_ipv6',
      'description',
      'from_port',
      'prefix_list_id',
      'referenced_security_group_id',
      'tags',
      'to_port',
    ],
    exports: ['arn', 'security_group_rule_id', 'tags_all'],
  },
  aws_network_interface_sg_attachment: {
    needs: ['security_group_id', 'network_interface_id'],
    takes: [],
    exports: ['id'],
  },
  google_compute_network_peering: {
    needs: ['name', 'network', 'peer_network'],
    takes: [
      'export_custom_routes',
      'import_custom_routes',
      'export_subnet_routes_with_public_ip',
      'import_subnet_routes_with_public_ip',
      'stack_type',
      'update_strategy',
    ],
    exports: ['id', 'state', 'state_details'],
  },
  google_compute_firewall: {
    needs: ['name', 'network'],
    takes: [
      'description',
      'destination_ranges',
      'direction',
      'disabled',
      'priority',
      'project',
      'source_ranges',
      'source_service_accounts',
      'source_tags',
      'target_service_accounts',
      'target_tags',
    ],
    blocks: {
      allow: { needs: ['protocol'], takes: ['ports'] },
      deny: { needs: ['protocol'], takes: ['ports'] },
      log_config: { needs: ['metadata'], takes: [] },
    },
    exports: ['id', 'creation_timestamp', 'self_link'],
  },
  azurerm_virtual_network_peering: {
    needs: ['name', 'virtual_network_name', 'remote_virtual_network_id', 'resource_group_name'],
    takes: [
      'allow_virtual_network_access',
      'allow_forwarded_traffic',
      'allow_gateway_transit',
      'local_subnet_names',
      'only_ipv6_peering_enabled',
      'peer_complete_virtual_networks_enabled',
      'remote_subnet_names',
      'use_remote_gateways',
      'triggers',
    ],
    exports: ['id'],
  },
};

/** The same, the provider's own page; what signs in otherwise than the guides do is left out. */
const PROVIDERS: Readonly<Record<string, Documented>> = {
  aws: { needs: [], takes: ['allowed_account_ids', 'forbidden_account_ids', 'profile', 'region'] },
  google: { needs: [], takes: ['project', 'region', 'zone', 'impersonate_service_account'] },
  azurerm: {
    needs: [],
    takes: [
      'subscription_id',
      'tenant_id',
      'auxiliary_tenant_ids',
      'client_id',
      'client_secret',
      'resource_provider_registrations',
    ],
    blocks: { features: { needs: [], takes: [] } },
  },
};

const VARIABLE: Documented = {
  needs: [],
  takes: ['type', 'default', 'description', 'sensitive', 'nullable', 'ephemeral'],
  blocks: { validation: { needs: ['condition', 'error_message'], takes: [] } },
};
const OUTPUT: Documented = {
  needs: ['value'],
  takes: ['description', 'sensitive', 'depends_on', 'ephemeral'],
};
const TERRAFORM: Documented = {
  needs: [],
  takes: ['required_version'],
  blocks: { required_providers: { needs: [], takes: ['aws', 'google', 'azurerm'] } },
};

/** What may stand at the top; null where the documentation knows no such block. `locals` takes any name. */
export const findDocumented = (type: string, labels: readonly string[]): Documented | null => {
  const [label = '', name] = labels;
  const isNamed = name !== undefined && labels.length === 2;
  switch (type) {
    case 'resource':
      return (isNamed ? RESOURCES[label] : undefined) ?? null;
    case 'data':
      return (isNamed ? DATA[label] : undefined) ?? null;
    case 'provider':
      return (labels.length === 1 ? PROVIDERS[label] : undefined) ?? null;
    case 'variable':
      return labels.length === 1 ? VARIABLE : null;
    case 'output':
      return labels.length === 1 ? OUTPUT : null;
    case 'terraform':
      return labels.length === 0 ? TERRAFORM : null;
    default:
      return null;
  }
};

/** developer.hashicorp.com/terraform/language/functions */
export const FUNCTIONS = ['can', 'concat', 'contains', 'keys', 'length', 'regex', 'toset', 'try', 'values'];

/** developer.hashicorp.com/terraform/cli/commands: flags with a value after them, and flags that stand alone. */
export const COMMANDS: Readonly<
  Record<
    string,
    { readonly takes: readonly string[]; readonly flags: readonly string[]; readonly words: number }
  >
> = {
  init: { takes: [], flags: ['upgrade', 'reconfigure'], words: 0 },
  plan: { takes: ['out'], flags: ['destroy', 'refresh-only'], words: 0 },
  apply: { takes: [], flags: ['auto-approve', 'refresh-only', 'destroy'], words: 1 },
};
