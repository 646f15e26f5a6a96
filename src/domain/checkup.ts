import type { Listed, Project } from './project.ts';

export type ChannelProblem = 'not-a-member' | 'not-found' | 'archived';
/** What is wrong with somebody or a user group that the configuration lists. */
export type ListedProblem = 'not-found' | 'deactivated' | 'empty';

/** Nothing was seen: an error of the catalogue, or `TOO_LATE`, with what the other side said. */
export interface Silence {
  readonly code: string;
  readonly said: string | null;
}

/** What a look at one part came to. */
export type Looked<T> =
  | { readonly kind: 'seen'; readonly seen: T }
  | { readonly kind: 'silent'; readonly silence: Silence };

/** Something recorded to be said that Slack has not taken for a while. */
export interface Unsaid {
  readonly project: string;
  /** Null: it is about the project itself. */
  readonly requestId: number | null;
  readonly since: number;
}

/** What was seen around one project. */
export interface ProjectLooks {
  readonly project: Project;
  readonly channel: Looked<ChannelProblem | null>;
  readonly key: Looked<{ readonly projectId: string; readonly plan: string | null }>;
  readonly listed: readonly { readonly id: string; readonly looked: Looked<ListedProblem | null> }[];
  /** When its VPCs were last read at the provider; null: never. */
  readonly observedAt: number | null;
}

/** What was seen of what every project shares. */
export interface SharedLooks {
  readonly scopes: Looked<readonly string[]>;
  readonly queue: Looked<boolean>;
  readonly store: Looked<true>;
  readonly nameServers: Looked<readonly { readonly by: string; readonly silent: string | null }[]>;
  /** Living requests of projects that are no longer configured. */
  readonly stranded: readonly { readonly project: string; readonly requestIds: readonly number[] }[];
}

export type Level = 'works' | 'warning' | 'broken';

/** One line of a checkup: what was looked at, and what stands against it. */
export type Finding = { readonly level: Level } & (
  | { readonly about: 'scopes'; readonly missing: readonly string[]; readonly silence: Silence | null }
  | { readonly about: 'queue' | 'store'; readonly silence: Silence | null }
  | { readonly about: 'name-server'; readonly by: string; readonly silent: string | null }
  | { readonly about: 'name-servers'; readonly silence: Silence }
  | { readonly about: 'stranded'; readonly project: string; readonly requestIds: readonly number[] }
  | { readonly about: 'channel'; readonly channel: string; readonly problem: ChannelProblem | Silence | null }
  | {
      readonly about: 'key';
      /** The project that the key belongs to, where it is another. */
      readonly belongsTo: string | null;
      readonly plan: string | null;
      readonly silence: Silence | null;
    }
  | { readonly about: 'listed'; readonly count: number }
  | { readonly about: 'unlisted'; readonly id: string; readonly problem: ListedProblem | Silence }
  | { readonly about: 'no-deciders' }
  | { readonly about: 'observation'; readonly at: number | null }
  | { readonly about: 'unsaid'; readonly requestIds: readonly number[]; readonly since: number }
);

const silenceOf = (looked: Looked<unknown>): Silence | null =>
  looked.kind === 'silent' ? looked.silence : null;

const judgeScopes = (scopes: SharedLooks['scopes'], wanted: readonly string[]): Finding => {
  const silence = silenceOf(scopes);
  const missing = scopes.kind === 'seen' ? wanted.filter((scope) => !scopes.seen.includes(scope)) : [];
  const level = silence !== null || missing.length > 0 ? 'broken' : 'works';
  return { about: 'scopes', level, missing, silence };
};

const judgeNameServers = (looked: SharedLooks['nameServers']): readonly Finding[] =>
  looked.kind === 'silent'
    ? [{ about: 'name-servers', level: 'warning', silence: looked.silence }]
    : looked.seen.map(({ by, silent }) => ({
        about: 'name-server',
        level: silent === null ? 'works' : 'warning',
        by,
        silent,
      }));

/** `wantedScopes`: those that the manifest asks for. */
export const judgeShared = (looks: SharedLooks, wantedScopes: readonly string[]): readonly Finding[] => {
  const queue: Looked<unknown> =
    looks.queue.kind === 'seen' && !looks.queue.seen
      ? { kind: 'silent', silence: { code: 'QUEUE_DOWN', said: null } }
      : looks.queue;
  return [
    judgeScopes(looks.scopes, wantedScopes),
    { about: 'queue', level: queue.kind === 'seen' ? 'works' : 'broken', silence: silenceOf(queue) },
    {
      about: 'store',
      level: looks.store.kind === 'seen' ? 'works' : 'broken',
      silence: silenceOf(looks.store),
    },
    ...judgeNameServers(looks.nameServers),
    ...looks.stranded.map((stranded) => ({ about: 'stranded', level: 'warning', ...stranded }) as const),
  ];
};

const judgeChannel = ({ project, channel }: ProjectLooks): Finding => {
  const problem = channel.kind === 'seen' ? channel.seen : channel.silence;
  return {
    about: 'channel',
    level: problem === null ? 'works' : 'broken',
    channel: project.channel,
    problem,
  };
};

const judgeKey = ({ project, key }: ProjectLooks): Finding => {
  if (key.kind === 'silent') {
    return { about: 'key', level: 'broken', belongsTo: null, plan: null, silence: key.silence };
  }
  const { projectId, plan } = key.seen;
  const belongsTo = projectId === project.id ? null : projectId;
  return { about: 'key', level: belongsTo === null ? 'works' : 'broken', belongsTo, plan, silence: null };
};

const judgeListed = ({ listed }: ProjectLooks): readonly Finding[] => {
  const unlisted = listed.flatMap(({ id, looked }): readonly Finding[] => {
    const problem = looked.kind === 'seen' ? looked.seen : looked.silence;
    return problem === null ? [] : [{ about: 'unlisted', level: 'warning', id, problem }];
  });
  const count = listed.length - unlisted.length;
  return count === 0 ? unlisted : [{ about: 'listed', level: 'works', count }, ...unlisted];
};

/** Everybody and every group that the project lists, once. */
export const listPeople = ({ requesters, approvers, admins }: Project): Listed => [
  ...new Set([...requesters, ...approvers, ...admins].filter((id) => id !== 'everyone')),
];

/** `staleAfter`: how old (ms) a reading may be before it is worth a warning. */
export const judgeProject = (
  looks: ProjectLooks,
  unsaid: readonly Unsaid[],
  { now, staleAfter }: { readonly now: number; readonly staleAfter: number },
): readonly Finding[] => {
  const { project, observedAt } = looks;
  const stale = observedAt === null || now - observedAt > staleAfter;
  const late = unsaid.filter((notice) => notice.project === project.name);
  const since = Math.min(...late.map((notice) => notice.since));
  const requestIds = [...new Set(late.flatMap(({ requestId }) => requestId ?? []))];
  return [
    judgeChannel(looks),
    judgeKey(looks),
    { about: 'observation', level: stale ? 'warning' : 'works', at: observedAt },
    ...judgeListed(looks),
    ...(project.approvers.length + project.admins.length === 0
      ? [{ about: 'no-deciders', level: 'warning' } as const]
      : []),
    ...(late.length === 0 ? [] : [{ about: 'unsaid', level: 'warning', requestIds, since } as const]),
  ];
};
