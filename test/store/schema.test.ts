import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import * as schema from '../../src/store/schema.ts';
import { openStage } from './stage.ts';

const META = fileURLToPath(new URL('../../migrations/meta/', import.meta.url));
const TABLES = Object.values(schema).map((table) => getTableConfig(table));

test('drizzle-kit finds nothing in the schema that no migration makes', async () => {
  const newest =
    readdirSync(META)
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1) ?? '';
  const snapshot = JSON.parse(readFileSync(META + newest, 'utf8'));
  const now = await generateSQLiteDrizzleJson(schema, snapshot.id);
  expect(await generateSQLiteMigration(snapshot, now)).toEqual([]);
});

test.each(TABLES)(
  'the migrations make the table $name as the schema has it',
  ({ name, columns, indexes }) => {
    const { db } = openStage();
    const made = db.all<{ name: string; type: string; notnull: number; pk: number }>(
      sql`select name, type, "notnull", pk from pragma_table_xinfo(${name})`,
    );
    const meant = columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      notnull: column.notNull ? 1 : 0,
      pk: column.primary ? 1 : 0,
    }));
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    const upper = made.map((column) => ({ ...column, type: column.type.toUpperCase() }));
    expect(upper.sort(byName)).toEqual(meant.sort(byName));
    const found = db.all<{ name: string; unique: number }>(
      sql`select name, "unique" from pragma_index_list(${name}) where origin = 'c'`,
    );
    const wanted = indexes.map(({ config }) => ({ name: config.name, unique: config.unique ? 1 : 0 }));
    expect(found.sort(byName)).toEqual(wanted.sort(byName));
  },
);
