import type { SandboxRequest, SandboxResponse } from '../http.ts';

const RESETTING: SandboxResponse = {
  status: 503,
  body: { message: 'The sandbox does not answer: everything is being reset. Try again in a moment.' },
};

const receive = async (response: Response, leave: () => void): Promise<SandboxResponse> => {
  const { status, body } = response;
  const type = response.headers.get('content-type') ?? 'text/plain';
  const headers = { 'content-type': type, 'cache-control': 'no-store' };
  if (body === null) return { status, headers };
  if (!type.startsWith('text/event-stream')) return { status, headers, body: await response.text() };
  return {
    status,
    headers,
    body: '',
    stream: (outgoing) => {
      outgoing.on('close', leave);
      const pour = new WritableStream<Uint8Array>({
        write: (part) => void outgoing.write(part),
        close: () => void outgoing.end(),
      });
      body.pipeTo(pour).catch(() => outgoing.destroy());
    },
  };
};

/** Hands a request to the sandbox's own control APIs, so that the page has one address to know. */
export const passOn = async (
  control: string,
  { method, url, bytes }: SandboxRequest,
): Promise<SandboxResponse> => {
  const leaving = new AbortController();
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    const response = await fetch(`${control}${url.pathname}${url.search}`, {
      method,
      signal: leaving.signal,
      ...(hasBody ? { body: new Uint8Array(bytes) } : {}),
    });
    return await receive(response, () => leaving.abort());
  } catch {
    return RESETTING;
  }
};
