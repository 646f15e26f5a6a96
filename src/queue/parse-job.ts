import { z } from 'zod';
import type { Job } from './jobs.ts';

const id = z.number().int().positive();
/** Half a character has no place in a key. */
const word = z.string().regex(/^\P{Cs}+$/u);

const JOB = z.discriminatedUnion('name', [
  z.object({ name: z.literal('advance-vpc'), payload: z.object({ vpcId: id }) }),
  z.object({ name: z.literal('advance-move'), payload: z.object({ moveId: id }) }),
  z.object({ name: z.literal('advance-quota'), payload: z.object({ quotaId: id }) }),
  z.object({ name: z.literal('advance-side'), payload: z.object({ peeringId: id }) }),
  z.object({ name: z.literal('speak'), payload: z.object({ requestId: id }) }),
  z.object({ name: z.literal('tell-project'), payload: z.object({ project: word }) }),
  z.object({ name: z.literal('observe-project'), payload: z.object({ project: word }) }),
  z.object({ name: z.literal('publish-home'), payload: z.object({ userId: word }) }),
  z.object({ name: z.literal('sweep'), payload: z.strictObject({}) }),
]) satisfies z.ZodType<Job>;

/** Reads what came out of the queue. Null is a job that this version does not know. */
export const parseJob = (raw: { readonly name: string; readonly payload: unknown }): Job | null => {
  const parsed = JOB.safeParse(raw);
  return parsed.success ? parsed.data : null;
};

/** One word per thing to be done: two jobs with the same key are the same job. `advance-vpc-12` */
export const jobKey = (job: Job): string => {
  switch (job.name) {
    case 'advance-vpc':
      return `advance-vpc-${job.payload.vpcId}`;
    case 'advance-move':
      return `advance-move-${job.payload.moveId}`;
    case 'advance-quota':
      return `advance-quota-${job.payload.quotaId}`;
    case 'advance-side':
      return `advance-side-${job.payload.peeringId}`;
    case 'speak':
      return `speak-${job.payload.requestId}`;
    case 'tell-project':
      return `tell-project-${encodeURIComponent(job.payload.project)}`;
    case 'observe-project':
      // BullMQ builds its Redis keys with colons, and a project may be called anything.
      return `observe-project-${encodeURIComponent(job.payload.project)}`;
    case 'publish-home':
      return `publish-home-${encodeURIComponent(job.payload.userId)}`;
    case 'sweep':
      return 'sweep';
    default:
      return job satisfies never;
  }
};
