import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { parseDatabaseUrl } from '../../src/store/open.ts';

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

const JOURNAL = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** Every migration there is, oldest first. */
export const { entries: MIGRATIONS } = JOURNAL.parse(
  JSON.parse(readFileSync(`${FOLDER}meta/_journal.json`, 'utf8')),
);

/** A database as a vpcbot left it that knew so many migrations, with these rows. */
export const openOld = (url: string, migrations: number, rows: string): void => {
  mkdirSync(dirname(parseDatabaseUrl(url)), { recursive: true });
  const file = new Database(parseDatabaseUrl(url));
  file.exec(
    'create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
  );
  for (const { when, tag } of MIGRATIONS.slice(0, migrations)) {
    file.exec(readFileSync(`${FOLDER}${tag}.sql`, 'utf8').replaceAll('--> statement-breakpoint', ''));
    file.exec(`insert into __drizzle_migrations (hash, created_at) values ('${tag}', ${when})`);
  }
  file.exec(rows);
  file.close();
};
