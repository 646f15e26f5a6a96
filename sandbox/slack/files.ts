import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { Ids } from './timestamps.ts';

/** A file as people see it beside a message. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Bytes. */
  readonly size: number;
  readonly mimetype: string;
}

interface Upload {
  readonly facts: FileFacts;
  /** Null until they have been sent. */
  readonly bytes: Buffer | null;
  /** Finished by `files.completeUploadExternal`: its ticket is used up. */
  readonly isComplete: boolean;
}

const mimetypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.sh': 'text/x-sh',
  '.tf': 'text/plain',
  '.txt': 'text/plain',
};

/** The files of the workspace, from the moment the app asks for an upload. */
export const createFiles = (ids: Ids) => {
  const uploads = new Map<string, Upload>();
  const tickets = new Map<string, string>();
  const change = (id: string, edit: (upload: Upload) => Partial<Upload>): void => {
    const upload = uploads.get(id);
    if (upload !== undefined) uploads.set(id, { ...upload, ...edit(upload) });
  };
  return {
    /** Promises room for a file of so many bytes; the ticket is a part of the address they are sent to. */
    reserve: (name: string, size: number): { readonly id: string; readonly ticket: string } => {
      const id = ids('F');
      const ticket = randomUUID();
      const mimetype = mimetypes[extname(name).toLowerCase()] ?? 'application/octet-stream';
      uploads.set(id, { facts: { id, name, title: name, size, mimetype }, bytes: null, isComplete: false });
      tickets.set(ticket, id);
      return { id, ticket };
    },
    receive: (ticket: string, bytes: Buffer): 'stored' | 'unknown' | 'wrong-size' => {
      const id = tickets.get(ticket);
      const upload = id === undefined ? undefined : uploads.get(id);
      if (id === undefined || upload === undefined || upload.isComplete) return 'unknown';
      if (bytes.length !== upload.facts.size) return 'wrong-size';
      change(id, () => ({ bytes }));
      return 'stored';
    },
    /** A file whose bytes are there and whose ticket is not used up. */
    uploaded: (id: string): FileFacts | undefined => {
      const upload = uploads.get(id);
      return upload === undefined || upload.bytes === null || upload.isComplete ? undefined : upload.facts;
    },
    complete: (facts: FileFacts, title: string): FileFacts => {
      const named = { ...facts, title: title === '' ? facts.title : title };
      change(facts.id, () => ({ facts: named, isComplete: true }));
      return named;
    },
    find: (id: string): Upload | undefined => uploads.get(id),
    /** What one reads in it; null where it is not there yet, or no text. */
    textOf: (id: string): string | null => {
      const bytes = uploads.get(id)?.bytes ?? null;
      const text = bytes?.toString('utf8') ?? null;
      return text === null || bytes === null || !bytes.equals(Buffer.from(text)) ? null : text;
    },
  };
};

export type Files = ReturnType<typeof createFiles>;
