/** BullMQ 6 asks for this much: https://docs.bullmq.io/guide/redis-tm-compatibility */
const OLDEST = [6, 2] as const;

const field = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];

/** Reads the answer to INFO, and says what to do about a Redis that would lose jobs. Null is a good one. */
export const judgeRedis = (info: string): string | null => {
  const version = field(info, 'redis_version');
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version !== undefined && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))) {
    return `redis ${version} is too old, use ${OLDEST.join('.')} or newer`;
  }
  const policy = field(info, 'maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    return `maxmemory-policy is "${policy}", which throws jobs away; set it to "noeviction"`;
  }
  return null;
};
