import type { CloudFacts } from '../../demo/news.ts';
import { ManagedProjectCard } from './managed.tsx';
import { TigerProjectCard } from './tiger.tsx';
import { MANAGED, type Scope, TIGER } from './trouble.ts';
import { TroubleSwitches } from './trouble-switches.tsx';

const ProductHead = ({ scope }: { readonly scope: Scope }) => (
  <>
    <h3>{scope.name}</h3>
    <TroubleSwitches scope={scope} />
  </>
);

/** Both products with their projects, and what others could do there without asking the bot. */
export const TimescalePane = ({ tiger, managed }: Pick<CloudFacts, 'tiger' | 'managed'>) => (
  <>
    <h2>Timescale</h2>
    <p class="beside-about">
      What is really there. Whatever somebody does here happens behind the bot’s back: see what it says.
    </p>
    <section class="beside-group" aria-label={TIGER.name}>
      <ProductHead scope={TIGER} />
      {tiger.projects.map((project) => (
        <TigerProjectCard key={project.id} project={project} />
      ))}
    </section>
    <section class="beside-group" aria-label={MANAGED.name}>
      <ProductHead scope={MANAGED} />
      {managed.projects.map((project) => (
        <ManagedProjectCard key={project.name} project={project} />
      ))}
    </section>
  </>
);
