import type { SandboxResponse } from '../http.ts';

/** Google's words for what the rest of the sandbox calls otherwise. */
const REASONS: Readonly<Record<string, string>> = {
  RATE_LIMITED: 'rateLimitExceeded',
  INTERNAL: 'backendError',
  REFUSED: 'badRequest',
  INVALID_REQUEST: 'parseError',
};

/** An error as the Compute API puts it. `code`: its reason, such as `notFound`. */
export const refuseAsGoogle = (status: number, code: string, message: string): SandboxResponse => {
  const reason = REASONS[code] ?? code;
  const error = { code: status, message, errors: [{ message, domain: 'global', reason }] };
  return { status, body: { error: status === 401 ? { ...error, status: 'UNAUTHENTICATED' } : error } };
};
