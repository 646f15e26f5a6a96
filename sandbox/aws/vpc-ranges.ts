import { canonicalRange, isWithin, parseRange, rangesOverlap } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import type { Network } from './network.ts';
import type { Scene } from './operation.ts';

/** RFC 1918: a VPC of one of them takes no range of another. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const WIDEST = 16;
const NARROWEST = 28;

const invalid = (message: string): Refusal => new Refusal(400, 'InvalidVpc.Range', message);

const privateOf = (cidr: string): string | undefined => PRIVATE.find((all) => rangesOverlap(all, cidr));

/** Ranges that a peering which is active leads to, from this VPC. */
const peeredRanges = ({ aws }: Scene, { account, id }: Network): readonly string[] =>
  aws.peerings().flatMap(({ status, accepter, requester }) => {
    if (status !== 'active' || accepter.account !== account || accepter.vpcId !== id) return [];
    return [requester.cidr];
  });

const checkRange = (scene: Scene, vpc: Network, cidr: string): void => {
  const prefix = parseRange(cidr)?.prefix ?? 0;
  if (prefix < WIDEST || prefix > NARROWEST) throw invalid(`The CIDR '${cidr}' is invalid.`);
  if (vpc.cidrs.some((own) => rangesOverlap(own, cidr))) {
    throw invalid(`The CIDR '${cidr}' conflicts with a CIDR block of the VPC '${vpc.id}'.`);
  }
  const own = privateOf(vpc.cidrs[0] ?? '');
  const other = privateOf(cidr);
  if (own !== undefined && other !== undefined && own !== other) {
    throw invalid(
      `The CIDR '${cidr}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR.`,
    );
  }
  if (peeredRanges(scene, vpc).some((peered) => rangesOverlap(peered, cidr))) {
    throw invalid(`The CIDR '${cidr}' overlaps with the CIDR block of a peered VPC.`);
  }
  const taken = vpc.tables
    .flatMap(({ routes }) => routes)
    .find(({ destination }) => isWithin(destination, cidr));
  if (taken !== undefined) {
    throw invalid(`The CIDR '${cidr}' is the same as or larger than the route to ${taken.destination}.`);
  }
};

/** One more range of a VPC; its local route appears in every table. Returns it as AWS writes it. */
export const associateRange = (scene: Scene, vpc: Network, typed: string): string => {
  const cidr = canonicalRange(typed);
  if (cidr === null) throw invalid(`The CIDR '${typed}' is invalid.`);
  checkRange(scene, vpc, cidr);
  const { cidrsPerVpc } = scene.aws.limits.all();
  if (vpc.cidrs.length >= cidrsPerVpc) {
    const message = `This network '${vpc.id}' has met its maximum number of allowed CIDRs: ${cidrsPerVpc}`;
    throw new Refusal(400, 'CidrLimitExceeded', message);
  }
  scene.aws.changeVpc({ ...vpc, cidrs: [...vpc.cidrs, cidr] });
  return cidr;
};
