import type {
  CommandStep,
  GuideFacts,
  LabelledValue,
  TerraformAct,
  TerraformGuide,
} from '../domain/guide.ts';
import { buildStep } from './command-step.ts';

export type TerraformPlan<A> = Pick<TerraformGuide<GuideFacts, A>, 'file' | 'steps'>;

/** A configuration of these parts, fit to stand alone in an empty directory. */
export const buildTerraformFile = (parts: readonly string[]): TerraformPlan<TerraformAct>['file'] => ({
  name: 'timescale-peering.tf',
  text: `${parts.join('\n\n')}\n`,
});

/** A plan that is looked at and saved is what is applied, and nothing else. */
const PLAN = 'timescale.tfplan';

/** `compare`: what its outputs say once the peering is active. */
export const buildTerraformSteps = (
  compare: readonly LabelledValue[],
): readonly CommandStep<Exclude<TerraformAct, 'outbound'>>[] => [
  buildStep('init', 'terraform init', { does: 'look' }),
  buildStep('plan', `terraform plan -out ${PLAN}`, { does: 'look' }),
  buildStep('apply', `terraform apply ${PLAN}`, { does: 'change' }),
  buildStep('refresh', 'terraform apply -refresh-only -auto-approve', { does: 'look', compare }),
];
