import type { ComponentChildren } from 'preact';
import { useActs } from '../acts.ts';
import { Deed } from './deed.tsx';
import { MadeByBot } from './made.tsx';
import { StateMark } from './state-mark.tsx';
import type { Match, OwnNetwork, OwnPeering } from './two-sided.ts';

interface MatchesProps {
  readonly waiting: readonly Match[];
  /** What the fields of its form are called in the console. */
  readonly labels: Readonly<Record<string, string>>;
  /** What the part of the cloud is called that waits. */
  readonly noun: string;
}

/** What Timescale waits for: its side of a peering is there, the other one is not. */
export const Matches = ({ waiting, labels, noun }: MatchesProps) => {
  const { outside } = useActs();
  return (
    <ul class="beside-cards">
      {waiting.map(({ network, body }) => (
        <li class="beside-card beside-card-waits" key={`${network.path} ${body['name']}`}>
          <StateMark words={`Timescale waits for ${network.name}`} tone="waits" />
          <p class="beside-quiet">
            Its side of the peering is there. Create the other one from {noun} <code>{network.name}</code>:
          </p>
          <dl class="beside-ends">
            {Object.entries(labels).map(([name, label]) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>
                  <code>{body[name]}</code>
                </dd>
              </div>
            ))}
          </dl>
          <div class="beside-acts">
            <Deed
              look="primary"
              name={`Create the matching peering from ${network.name}`}
              run={() => outside('POST', `${network.path}/peerings`, body)}
            >
              Create the matching peering
            </Deed>
          </div>
        </li>
      ))}
    </ul>
  );
};

const Peering = ({ network, peering }: { readonly network: OwnNetwork; readonly peering: OwnPeering }) => {
  const { outside } = useActs();
  const { name, to, state, detail, flags, isByBot } = peering;
  return (
    <li class="beside-sub">
      <div class="beside-line">
        <code class="beside-id">{name}</code>
        <StateMark {...state} />
      </div>
      <p class="beside-quiet">
        to <code>{to}</code>
      </p>
      {detail !== '' && <p class="beside-quiet">{detail}</p>}
      {flags !== '' && <p class="beside-quiet">{flags}</p>}
      {isByBot && <MadeByBot />}
      <div class="beside-acts">
        <Deed
          look="danger"
          name={`Delete ${name} of ${network.name}`}
          run={() => outside('DELETE', `${network.path}/peerings/${name}`)}
        >
          Delete
        </Deed>
      </div>
    </li>
  );
};

interface NetworkProps {
  readonly network: OwnNetwork;
  readonly children?: ComponentChildren;
}

/** A network of the company's own, with its side of each peering. */
export const Network = ({ network, children }: NetworkProps) => (
  <li class="beside-card">
    <div class="beside-line">
      <strong>{network.name}</strong>
      <span class="beside-quiet">{network.owner}</span>
    </div>
    <code>{network.ranges.join(', ')}</code>
    {network.peerings.length > 0 && (
      <ul class="beside-subs">
        {network.peerings.map((peering) => (
          <Peering key={peering.name} network={network} peering={peering} />
        ))}
      </ul>
    )}
    {children}
  </li>
);
