import type { AppManifest } from './manifest.ts';

/** The app as it was installed; its scopes may differ from what its manifest asks for by now. */
export const createInstallation = (manifest: AppManifest) => {
  let granted = manifest.scopes;
  return {
    manifest,
    scopes: (): readonly string[] => granted,
    changeScopes: (added: readonly string[], removed: readonly string[]): readonly string[] => {
      granted = [...new Set([...granted, ...added])].filter((scope) => !removed.includes(scope));
      return granted;
    },
  };
};

export type Installation = ReturnType<typeof createInstallation>;
