/** One command as its reference documents it: how many words of its own it takes, and which options. */
interface Syntax {
  readonly words: number;
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  /** Options that stand alone. */
  readonly flags?: readonly string[];
}

export type Reference = Readonly<Record<string, Syntax>>;

/** cloud.google.com/sdk/gcloud/reference. `--project`, `--format`, `--flatten` and `--quiet` go with every command. */
export const GCLOUD: Reference = {
  'compute networks describe': { words: 1, needs: [], takes: [] },
  'compute networks peerings create': {
    words: 1,
    needs: ['network', 'peer-network'],
    takes: ['peer-project', 'stack-type', 'update-strategy'],
    flags: ['async', 'export-custom-routes', 'import-custom-routes'],
  },
  'compute networks peerings delete': { words: 1, needs: ['network'], takes: [] },
  'compute firewall-rules list': { words: 0, needs: [], takes: ['filter', 'limit', 'sort-by'] },
  'compute firewall-rules create': {
    words: 1,
    needs: ['action'],
    takes: ['description', 'destination-ranges', 'direction', 'network', 'priority', 'rules', 'target-tags'],
  },
  'compute firewall-rules delete': { words: 1, needs: [], takes: [] },
};

export const GCLOUD_WIDE: Pick<Syntax, 'takes' | 'flags'> = {
  takes: ['project', 'format', 'flatten'],
  flags: ['quiet'],
};

/** learn.microsoft.com/cli/azure. `--query`, `--output` and `--subscription` go with every command that has one. */
export const AZ: Reference = {
  'account clear': { words: 0, needs: [], takes: [] },
  'account show': { words: 0, needs: [], takes: ['name'] },
  login: {
    words: 0,
    needs: [],
    takes: ['username', 'password', 'tenant', 'scope'],
    flags: ['service-principal', 'allow-no-subscriptions', 'identity', 'use-device-code'],
  },
  'network vnet show': { words: 0, needs: ['resource-group', 'name'], takes: ['expand'] },
  'network vnet peering create': {
    words: 0,
    needs: ['name', 'remote-vnet', 'resource-group', 'vnet-name'],
    takes: [],
    flags: ['allow-vnet-access', 'allow-forwarded-traffic', 'allow-gateway-transit', 'no-wait'],
  },
  'network vnet peering show': { words: 0, needs: ['name', 'resource-group', 'vnet-name'], takes: [] },
  'network vnet peering list': { words: 0, needs: ['resource-group', 'vnet-name'], takes: [] },
  'network vnet peering delete': { words: 0, needs: ['name', 'resource-group', 'vnet-name'], takes: [] },
  'ad app create': { words: 0, needs: ['display-name'], takes: ['sign-in-audience', 'identifier-uris'] },
  'ad app credential reset': { words: 0, needs: ['id'], takes: ['display-name', 'end-date', 'years'] },
  'ad sp create': { words: 0, needs: ['id'], takes: [] },
  'role assignment create': {
    words: 0,
    needs: ['role', 'scope'],
    takes: ['assignee-object-id', 'assignee-principal-type', 'assignee', 'description', 'name'],
  },
  'role definition create': { words: 0, needs: ['role-definition'], takes: [] },
};

export const AZ_WIDE: Pick<Syntax, 'takes' | 'flags'> = { takes: ['query', 'output', 'subscription'] };

export interface ReadCommand {
  readonly name: string;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** Reads a call word by word; throws where its reference knows no such command, option or value. */
export const readCommand = (
  call: readonly string[],
  reference: Reference,
  wide: Pick<Syntax, 'takes' | 'flags'>,
): ReadCommand => {
  const name = Object.keys(reference)
    .filter((one) => one.split(' ').every((word, at) => call[at] === word))
    .sort((a, b) => b.length - a.length)[0];
  const syntax = name === undefined ? undefined : reference[name];
  if (name === undefined || syntax === undefined) throw new Error(`no such command: ${call.join(' ')}`);
  const takes = [...syntax.needs, ...syntax.takes, ...wide.takes];
  const flags = [...(syntax.flags ?? []), ...(wide.flags ?? [])];
  const words: string[] = [];
  const options: Record<string, string> = {};
  for (let at = name.split(' ').length; at < call.length; at += 1) {
    const word = call[at] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [, option = '', , value] = /^--([a-z-]+)(=([\s\S]*))?$/.exec(word) ?? [];
    if (options[option] !== undefined) throw new Error(`--${option} twice: ${name}`);
    if (flags.includes(option) && value === undefined) {
      options[option] = '';
    } else if (takes.includes(option)) {
      if (value === undefined) at += 1;
      const next = value ?? call[at];
      if (next === undefined || (value === undefined && next.startsWith('--'))) {
        throw new Error(`--${option} has no value: ${name}`);
      }
      options[option] = next;
    } else throw new Error(`no option ${word}: ${name}`);
  }
  const missing = syntax.needs.filter((option) => options[option] === undefined);
  if (missing.length > 0) throw new Error(`${name} needs --${missing.join(', --')}`);
  if (words.length !== syntax.words)
    throw new Error(`${name} takes ${syntax.words} words: ${words.join(' ')}`);
  return { name, words, options };
};
