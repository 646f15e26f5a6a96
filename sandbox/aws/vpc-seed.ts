import { z } from 'zod';

const id = z.string().min(1);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const rule = z.strictObject({
  /** A range, a prefix list or a security group. */
  peer: z.string(),
  /** Default all. */
  protocol: z.string().optional(),
  /** Default all of the protocol's. */
  port: z.number().int().optional(),
});

/** A VPC as a seed or the control API tells it; what is not said is as AWS makes it by itself. */
export const vpcSeed = z.strictObject({
  id,
  region: z.string().min(1),
  /** The first is the VPC's primary range. */
  cidrs: list(z.string()),
  name: z.string().optional(),
  isDefault: z.boolean().optional(),
  dns: z.strictObject({ support: z.boolean(), hostnames: z.boolean() }).optional(),
  subnets: list(
    z.strictObject({ id, cidr: z.string(), name: z.string().optional(), zone: z.string().optional() }),
  ).optional(),
  routeTables: list(
    z.strictObject({
      id,
      name: z.string().optional(),
      /** One of them; none: AWS's own, which is empty. */
      isMain: z.boolean().optional(),
      /** That are associated by name. */
      subnets: list(id).optional(),
      /** Beside the local ones. `via`: `igw-…`, `nat-…`, `tgw-…`, `eni-…`, `pcx-…`. */
      routes: list(z.strictObject({ to: z.string(), via: id })).optional(),
    }),
  ).optional(),
  securityGroups: list(
    z.strictObject({
      id,
      name: z.string(),
      description: z.string().optional(),
      ingress: list(rule).optional(),
      /** Default everything to everywhere. */
      egress: list(rule).optional(),
    }),
  ).optional(),
  /** Network interfaces of what runs in the VPC. */
  interfaces: list(
    z.strictObject({
      id,
      subnet: id,
      groups: list(id),
      instance: z.strictObject({ id, name: z.string().optional() }).optional(),
      /** Where something else has it. */
      description: z.string().optional(),
    }),
  ).optional(),
});

export type AwsVpc = z.input<typeof vpcSeed>;
export type RuleSeed = z.input<typeof rule>;

export interface AwsAccount {
  readonly id: string;
  readonly vpcs: readonly AwsVpc[];
}
