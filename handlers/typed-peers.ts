import { z } from 'zod';

/** The networks that a button carries. */
export const typedPeers = z.array(
  z.object({ accountId: z.string(), vpcId: z.string(), region: z.string(), ranges: z.string() }),
);
