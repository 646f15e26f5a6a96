import { z } from 'zod';

const text = z.string();

/** The networks that a button carries. */
export const typedPeers = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('aws'), accountId: text, vpcId: text, region: text, ranges: text }),
    z.object({ kind: z.literal('google'), projectId: text, network: text, ranges: text }),
    z.object({
      kind: z.literal('azure'),
      subscriptionId: text,
      resourceGroup: text,
      vnet: text,
      tenantId: text,
      appId: text,
      ranges: text,
    }),
  ]),
);
