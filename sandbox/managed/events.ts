import type { Clock } from '../clock.ts';

export interface ManagedEvent {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly description: string;
  /** Null: it is no service's. */
  readonly service: string | null;
}

/** What was done in each project and by whom, newest first. */
export const createEvents = ({ clock, nextId }: { readonly clock: Clock; readonly nextId: () => string }) => {
  const rows = new Map<string, readonly ManagedEvent[]>();
  const list = (project: string): readonly ManagedEvent[] => rows.get(project) ?? [];
  return {
    list,
    record: (project: string, event: Omit<ManagedEvent, 'id' | 'at'>): void => {
      rows.set(project, [{ ...event, id: nextId(), at: clock.now() }, ...list(project)]);
    },
  };
};
