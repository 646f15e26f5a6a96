import { createTelling, type ToldCall } from '../told-call.ts';
import type { AwsAccount, Clouds, GoogleProject } from './api.ts';

export interface ToldCloudCall extends ToldCall {
  readonly cloud: 'aws' | 'google';
  /** As the configuration has it. */
  readonly account: string;
}

const tellOfAws = (account: AwsAccount, told: ReturnType<typeof createTelling>): AwsAccount => ({
  listVpcs: told('listVpcs', account.listVpcs),
  readSide: told('readSide', account.readSide),
  findRequest: told('findRequest', account.findRequest),
  carryOut: told('carryOut', account.carryOut),
  takeBack: told('takeBack', account.takeBack),
  checkPermissions: told('checkPermissions', account.checkPermissions),
});

const tellOfGoogle = (project: GoogleProject, told: ReturnType<typeof createTelling>): GoogleProject => ({
  listNetworks: told('listNetworks', project.listNetworks),
  readSide: told('readSide', project.readSide),
  carryOut: told('carryOut', project.carryOut),
  takeBack: told('takeBack', project.takeBack),
  checkPermissions: told('checkPermissions', project.checkPermissions),
});

const keep = <T>(make: (id: string) => T): ((id: string) => T) => {
  const made = new Map<string, T>();
  return (id) => {
    const one = made.get(id) ?? make(id);
    made.set(id, one);
    return one;
  };
};

/** The same accounts, of whose calls each is told. */
export const tellOfClouds = (clouds: Clouds, tell: (call: ToldCloudCall) => void): Clouds => {
  const telling = (cloud: 'aws' | 'google', account: string) =>
    createTelling(cloud, (call) => tell({ ...call, cloud, account }));
  return {
    accounts: clouds.accounts,
    aws: keep((id) => tellOfAws(clouds.aws(id), telling('aws', id))),
    google: keep((id) => tellOfGoogle(clouds.google(id), telling('google', id))),
  };
};
