import type { CommandStep, LabelledValue } from '../domain/guide.ts';

interface Change {
  readonly does: CommandStep['does'];
  readonly prints?: readonly string[];
  readonly compare?: readonly LabelledValue[];
  readonly about?: string;
}

export const buildStep = <A>(
  act: A,
  command: string,
  { does, prints = [], compare = [], about }: Change,
): CommandStep<A> => ({ act, does, command, prints, compare, about: about ?? null });
