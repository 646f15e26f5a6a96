import type { SandboxRequest, SandboxResponse } from '../http.ts';
import type { Files } from './files.ts';

/** The bytes of the first file of a form, as @slack/web-api sends them, or the whole body as `curl --data-binary` does. */
const bytesOf = async ({ headers, bytes }: SandboxRequest): Promise<Buffer> => {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  for (const part of form.values()) {
    if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  }
  return Buffer.alloc(0);
};

/** Takes a file at the address that `files.getUploadURLExternal` gave out; the address is all the right it needs. */
export const receiveUpload = async (
  files: Files,
  ticket: string,
  request: SandboxRequest,
): Promise<SandboxResponse> => {
  const bytes = await bytesOf(request);
  const outcome = files.receive(ticket, bytes);
  if (outcome === 'unknown') return { status: 404, body: 'there is no such upload' };
  if (outcome === 'wrong-size') return { status: 400, body: 'the file is not as long as was announced' };
  return { status: 200, body: `OK - ${bytes.length}` };
};
