import type { SeenService } from './service.ts';

/** What is known of a service beside its own looks: whether a move of ours explains where it is. */
interface Facts {
  /** As it was last seen; null: it is new. */
  readonly known: Pick<SeenService, 'vpcProviderId'> | null;
  readonly isMoving: boolean;
}

export type ServiceDrift =
  | { readonly kind: 'appeared'; readonly at: string }
  | { readonly kind: 'moved'; readonly from: string | null; readonly to: string | null };

/** Whether a service stands where nobody here put it. VPCs go by the provider's ids. */
export const judgeServiceDrift = (
  { state, vpcProviderId: to }: SeenService,
  { known, isMoving }: Facts,
): ServiceDrift | null => {
  if (state === 'deleting') return null;
  if (known === null) return to === null ? null : { kind: 'appeared', at: to };
  const { vpcProviderId: from } = known;
  return isMoving || from === to ? null : { kind: 'moved', from, to };
};
