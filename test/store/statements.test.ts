import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { keepStatements } from '../../src/store/statements.ts';

const open = () => {
  const file = new Database(':memory:');
  onTestFinished(() => void file.close());
  file.exec('create table things (id integer primary key, name text)');
  keepStatements(file);
  return file;
};

test('a statement is prepared once', () => {
  const file = open();
  expect(file.prepare('select 1')).toBe(file.prepare('select 1'));
});

test('one that gave bare values gives rows again', () => {
  const file = open();
  file.prepare('insert into things (name) values (?)').run('first');
  expect(file.prepare('select id, name from things').raw().all()).toEqual([[1, 'first']]);
  expect(file.prepare('select id, name from things').all()).toEqual([{ id: 1, name: 'first' }]);
});

test('a kept statement follows a table that changes', () => {
  const file = open();
  const all = 'select * from things';
  expect(file.prepare(all).all()).toEqual([]);
  file.exec('alter table things add column age integer');
  file.exec("insert into things (name, age) values ('first', 3)");
  expect(file.prepare(all).all()).toEqual([{ id: 1, name: 'first', age: 3 }]);
});

test('however many there are, no more than 400 are kept', () => {
  const file = open();
  const first = file.prepare('select 0');
  for (let at = 1; at <= 400; at += 1) file.prepare(`select ${at}`);
  expect(file.prepare('select 0')).not.toBe(first);
});
