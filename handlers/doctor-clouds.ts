import type { Deps } from '../src/deps.ts';
import { judgeAccountOwner } from '../src/domain/access.ts';
import { type CloudCheck, type CloudPlace, judgeCloud } from '../src/domain/cloud-checkup.ts';
import type { SideAccount } from '../src/domain/side-plan.ts';
import { lookWithin } from './look-within.ts';

type Needs = Pick<Deps, 'clouds' | 'directory' | 'inspection' | 'timing'>;

const listPlaces = ({ kind, id: account, regions }: SideAccount): readonly CloudPlace[] =>
  kind === 'aws' ? regions.map((region) => ({ kind, account, region })) : [{ kind, account, region: null }];

const askPermissions = (clouds: Deps['clouds'], { kind, account, region }: CloudPlace) =>
  kind === 'aws'
    ? clouds.aws(account).checkPermissions(region ?? '')
    : clouds.google(account).checkPermissions();

const lookAtAccount = async (
  { clouds, inspection, timing }: Needs,
  account: SideAccount,
): Promise<readonly CloudCheck[]> => {
  const look = <T>(act: () => Promise<T>) => lookWithin(timing.checkupLook, act);
  const [owners, ...places] = await Promise.all([
    Promise.all(
      account.owners.map(async (id) => ({ id, looked: await look(() => inspection.findListedProblem(id)) })),
    ),
    ...listPlaces(account).map(async (place) => ({
      ...place,
      permissions: await look(async () => askPermissions(clouds, place)),
    })),
  ]);
  // The owners are the same in every region, and told once.
  return places.map((place, at) =>
    judgeCloud({ ...place, allow: account.allow, owners: at === 0 ? owners : [] }),
  );
};

/** The accounts of the customer's that this person may hear about: an admin of all, others of those they own. */
export const findOwnAccounts = async (
  { clouds, directory }: Needs,
  user: string,
  isAdmin: boolean,
): Promise<readonly SideAccount[]> => {
  if (isAdmin || clouds.accounts.length === 0) return clouds.accounts;
  const groups = [
    ...new Set(clouds.accounts.flatMap(({ owners }) => owners.filter((id) => id.startsWith('S')))),
  ];
  const person = await directory.findPerson(user, groups);
  return clouds.accounts.filter((account) => judgeAccountOwner(person, account).kind === 'allowed');
};

export const lookAtClouds = async (
  deps: Needs,
  accounts: readonly SideAccount[],
): Promise<readonly CloudCheck[]> =>
  (await Promise.all(accounts.map((account) => lookAtAccount(deps, account)))).flat();
