import type { Deps } from '../src/deps.ts';
import { listServicePorts } from '../src/domain/service-ports.ts';
import type { Answered } from '../src/domain/verification.ts';
import { listServicesIn, verifyVpc } from '../src/domain/verify-vpc.ts';
import type { Vpc } from '../src/domain/vpc.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerVerifying, buildVerification } from '../src/slack/vpc-verify.ts';
import type { TimescaleProject } from '../src/timescale/api.ts';
import { findVpc } from './find-vpc.ts';
import { lookAtSides } from './look-at-sides.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'timescale' | 'clouds' | 'resolver' | 'log'>;

/** Host names that are looked up for one answer. */
const MOST_HOSTS = 20;

/** An answer of the provider's, or why there is none: one part that is silent does not hide the others. */
const ask = async <T>(deps: Needs, call: () => Promise<T>): Promise<Answered<T>> => {
  try {
    return { kind: 'answered', value: await call() };
  } catch (err) {
    if (!(err instanceof VpcbotError)) throw err;
    deps.log.warn({ err }, 'a VPC could not be verified in all parts');
    return { kind: 'silent', code: err.code };
  }
};

const askProvider = async (deps: Needs, { project, providerId, region }: Vpc) => {
  const api: TimescaleProject = deps.timescale(project);
  const [seen, peerings, services] = await Promise.all([
    ask(deps, async () => (providerId === null ? null : api.getVpc(providerId))),
    ask(deps, async () => {
      if (providerId === null) return null;
      const listing = await api.listPeerings({ providerId, region });
      return listing.kind === 'listed' ? listing.peerings : null;
    }),
    ask(deps, () => api.listServices()),
  ]);
  return { seen, peerings, services };
};

const lookUpHosts = async ({ resolver }: Needs, hosts: readonly string[]) =>
  new Map(
    await Promise.all(
      hosts.slice(0, MOST_HOSTS).map(async (host) => [host, await resolver.lookUp(host)] as const),
    ),
  );

/** `/vpc verify <vpc>`: asks afresh, so what it answers may take seconds; `say` tells so at once. */
export const verify = async (
  deps: Needs,
  user: string,
  typed: string,
  say: (message: Message) => Promise<unknown>,
): Promise<Message> => {
  const found = await findVpc(deps, user, typed);
  if (found.kind === 'answer') return found.message;
  const { vpc, peerings: known } = found;
  await say(answerVerifying(vpc));
  const asked = await askProvider(deps, vpc);
  const inside = asked.services.kind === 'answered' ? listServicesIn(vpc, asked.services.value) : [];
  const hosts = new Set(inside.flatMap(({ endpoints }) => endpoints.map(({ host }) => host)));
  const ports = listServicePorts(vpc, inside);
  const [looks, sides] = await Promise.all([
    lookUpHosts(deps, [...hosts]),
    lookAtSides(deps, known, { vpc, ports }),
  ]);
  return buildVerification(vpc, verifyVpc({ vpc, known, ...asked, sides, looks }));
};
