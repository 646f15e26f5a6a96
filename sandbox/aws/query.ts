/** The parameters of a query request as they nest: `Filter.1.Value.2=a` is `{Filter: {1: {Value: {2: 'a'}}}}`. */
export interface QueryTree {
  readonly [name: string]: string | QueryTree;
}

interface Branch {
  [name: string]: string | Branch;
}

/** Without a prototype, so that no name of a parameter means anything to JavaScript. */
const grow = (): Branch => Object.create(null);

/** Null: a name is empty, comes twice, or has both a value and parts. */
export const parseQuery = (body: string): QueryTree | null => {
  const tree = grow();
  for (const [name, value] of new URLSearchParams(body)) {
    const parts = name.split('.');
    const last = parts.pop();
    if (last === undefined || last === '' || parts.includes('')) return null;
    let branch = tree;
    for (const part of parts) {
      const next = branch[part] ?? grow();
      if (typeof next === 'string') return null;
      branch[part] = next;
      branch = next;
    }
    if (last in branch) return null;
    branch[last] = value;
  }
  return tree;
};
