import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log tells of whatever is being done where it is written. */
export interface LogFields {
  /** Slack's id of the gesture: the one that the audit trail keeps, where it keeps one. */
  readonly event?: string;
  /** `R12`, or `R12 R14` where one look is for several. */
  readonly request?: string;
  readonly job?: string;
  /** One run of a job; a claim is made under the same name. */
  readonly run?: string;
  readonly project?: string;
  /** A call to the outside: `timescale.listVpcs`. */
  readonly call?: string;
}

const fields = new AsyncLocalStorage<LogFields>();

const NOTHING: LogFields = {};

/** A request is named like this everywhere: on cards, in commands, in the log. */
export const nameForLog = (requestId: number): string => `R${requestId}`;

/** Nobody searches for more of them on one line. */
const REQUESTS_MOST = 10;

export const nameAllForLog = (requestIds: readonly (number | null)[]): LogFields => {
  const names = [...new Set(requestIds.flatMap((id) => (id === null ? [] : [nameForLog(id)])))];
  return names.length === 0 ? {} : { request: names.slice(0, REQUESTS_MOST).join(' ') };
};

export const readLogFields = (): LogFields => fields.getStore() ?? NOTHING;

/** A gesture or a run begins: whatever set it off stays behind. */
export const beginLogFields = <T>(first: LogFields, act: () => T): T => fields.run({ ...first }, act);

/** The same with more of them, for as long as `act` takes. */
export const withLogFields = <T>(more: LogFields, act: () => T): T =>
  fields.run({ ...fields.getStore(), ...more }, act);

/** Found out on the way: told from here on. Outside of a gesture or a run nothing happens. */
export const noteLogFields = (more: LogFields): void => {
  const mine = fields.getStore();
  if (mine !== undefined) Object.assign(mine, more);
};
