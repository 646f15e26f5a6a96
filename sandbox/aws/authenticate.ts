import type { SandboxRequest } from '../http.ts';
import type { AccessKeys, Caller } from './access-keys.ts';
import { isRegion } from './region-list.ts';
import { isSignedWith, parseSignature } from './signature.ts';

export type Authentication =
  | { readonly kind: 'caller'; readonly caller: Caller; readonly region: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'wrong-service'; readonly service: string }
  | { readonly kind: 'unknown-region'; readonly region: string };

/** Who calls, and which region: the scope of the signature says both. `now`: of those who call, epoch ms. */
export const authenticate = (
  request: SandboxRequest,
  { service, keys, now }: { readonly service: string; readonly keys: AccessKeys; readonly now: number },
): Authentication => {
  const signature = parseSignature(request);
  if (signature === null) return { kind: 'unsigned' };
  const key = keys.find(signature.keyId);
  if (key === null || key.token !== (request.headers['x-amz-security-token'] ?? null)) {
    return { kind: 'unknown-key' };
  }
  if (!isSignedWith(key.secret, signature, request)) return { kind: 'wrong-signature' };
  if (key.expiresAt !== null && now >= key.expiresAt) return { kind: 'expired' };
  if (signature.service !== service) return { kind: 'wrong-service', service };
  const { region } = signature;
  return isRegion(region)
    ? { kind: 'caller', caller: key.caller, region }
    : { kind: 'unknown-region', region };
};
