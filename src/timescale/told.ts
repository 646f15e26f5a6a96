import { createTelling, type TellCall } from '../told-call.ts';
import type { TimescaleProject } from './api.ts';

/** The same project, of whose calls each is told. `name`: the word that people type. */
export const tellOfProject = (
  project: TimescaleProject,
  { name, tell }: { readonly name: string; readonly tell: TellCall },
): TimescaleProject => {
  const told = createTelling('timescale', tell, { project: name });
  return {
    findKeyOwner: told('findKeyOwner', project.findKeyOwner),
    listVpcs: told('listVpcs', project.listVpcs),
    getVpc: told('getVpc', project.getVpc),
    createVpc: told('createVpc', project.createVpc),
    deleteVpc: told('deleteVpc', project.deleteVpc),
    listRegions: told('listRegions', project.listRegions),
    listPeerings: told('listPeerings', project.listPeerings),
    createPeering: told('createPeering', project.createPeering),
    deletePeering: told('deletePeering', project.deletePeering),
    refreshPeerings: told('refreshPeerings', project.refreshPeerings),
    renameVpc: told('renameVpc', project.renameVpc),
    listServices: told('listServices', project.listServices),
    getService: told('getService', project.getService),
    getCertificate: told('getCertificate', project.getCertificate),
    moveService: told('moveService', project.moveService),
  };
};
