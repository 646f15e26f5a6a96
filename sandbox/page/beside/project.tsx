import type { ComponentChildren } from 'preact';
import { Deed } from './deed.tsx';
import { More } from './more.tsx';
import { StateMark } from './state-mark.tsx';
import type { SaidState } from './tone.ts';
import type { Scope } from './trouble.ts';
import { TroubleSwitches } from './trouble-switches.tsx';

export interface ShownPeering {
  readonly key: string;
  /** The network at the other end. */
  readonly to: string;
  /** Its name at the other cloud, where it has one. */
  readonly id: string | null;
  readonly state: SaidState;
  readonly raw: string;
  /** Why it is invalid; empty where it is not. */
  readonly why: string;
  /** Who could delete it, and how; null: nobody any more. */
  readonly end: { readonly words: string; readonly run: () => Promise<unknown> } | null;
}

export interface ShownVpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly region: string;
  readonly state: SaidState;
  readonly peerings: readonly ShownPeering[];
  /** Null: it goes already. */
  readonly remove: (() => Promise<unknown>) | null;
}

interface ProjectProps {
  readonly scope: Scope;
  /** What Timescale calls it, where people call it otherwise. */
  readonly id: string;
  readonly limit: number;
  readonly setLimit: (limit: number) => Promise<unknown>;
  readonly vpcs: readonly ShownVpc[];
  /** The services, each a list item. */
  readonly children: ComponentChildren;
}

const Peering = ({ peering }: { readonly peering: ShownPeering }) => {
  const { to, id, state, raw, why, end } = peering;
  return (
    <li class="beside-sub">
      <div class="beside-line">
        <span>
          to <code>{to}</code>
        </span>
        <StateMark {...state} raw={raw} />
      </div>
      {id !== null && <code class="beside-quiet">{id}</code>}
      {why !== '' && <p class="beside-quiet">{why}</p>}
      {end !== null && (
        <More of={`the peering to ${to}`}>
          <div class="beside-acts">
            <Deed look="danger" name={`${end.words}: the peering to ${to}`} run={end.run}>
              {end.words}
            </Deed>
          </div>
        </More>
      )}
    </li>
  );
};

const Vpc = ({ vpc }: { readonly vpc: ShownVpc }) => {
  const { name, cidr, region, state, peerings, remove } = vpc;
  return (
    <li class="beside-row">
      <div class="beside-line">
        <strong>{name}</strong>
        <StateMark {...state} />
      </div>
      <p class="beside-quiet">
        {name !== cidr && (
          <>
            <code>{cidr}</code>,{' '}
          </>
        )}
        {region}
      </p>
      {peerings.length > 0 && (
        <ul class="beside-subs">
          {peerings.map((peering) => (
            <Peering key={peering.key} peering={peering} />
          ))}
        </ul>
      )}
      {remove !== null && (
        <More of={name}>
          <div class="beside-acts">
            <Deed look="danger" name={`Delete this VPC: ${name}`} run={remove}>
              Delete this VPC
            </Deed>
          </div>
        </More>
      )}
    </li>
  );
};

const sayRoom = (count: number, limit: number): string => {
  const has = count === 0 ? 'No VPC yet' : `${count} ${count === 1 ? 'VPC' : 'VPCs'}`;
  return `${has}, at most ${limit}`;
};

/** A project of Timescale's with all that is in it, and what others could do there behind the bot's back. */
export const Project = ({ scope, id, limit, setLimit, vpcs, children }: ProjectProps) => (
  <section class="beside-project" aria-label={`Project ${scope.name}`}>
    <div class="beside-line">
      <h4>{scope.name}</h4>
      {id !== scope.name && <code class="beside-quiet">{id}</code>}
    </div>
    <p class="beside-quiet">{sayRoom(vpcs.filter(({ state }) => state.tone !== 'over').length, limit)}</p>
    <ul class="beside-rows">
      {vpcs.map((vpc) => (
        <Vpc key={vpc.id} vpc={vpc} />
      ))}
      {children}
    </ul>
    <More of={scope.name} words="Limit and trouble">
      <div class="beside-acts">
        <Deed name={`Raise the limit to ${limit + 1}: ${scope.name}`} run={() => setLimit(limit + 1)}>
          Raise the limit to {limit + 1}
        </Deed>
      </div>
      <TroubleSwitches scope={scope} />
    </More>
  </section>
);
