import { Address } from './address.tsx';
import { Deed } from './deed.tsx';
import { More } from './more.tsx';
import { StateMark } from './state-mark.tsx';
import { sayService } from './state-words.ts';

interface Endpoint {
  /** `primary`, `pooler`, `replica reporting` */
  readonly part: string;
  readonly host: string;
  readonly port: number;
}

/** Somewhere that a service can be moved. */
interface Destination {
  /** A VPC's id; null: the public internet. */
  readonly vpc: string | null;
  readonly name: string;
}

export interface ShownService {
  readonly name: string;
  readonly state: string;
  readonly region: string;
  /** Where it is, in words. */
  readonly place: string;
  /** None while it moves. */
  readonly endpoints: readonly Endpoint[];
  readonly destinations: readonly Destination[];
  readonly isPaused: boolean;
}

interface ServiceProps {
  readonly service: ShownService;
  readonly move: (vpc: string | null) => Promise<unknown>;
  readonly pause: (isPaused: boolean) => Promise<unknown>;
}

/** A database service: where it is, how one reaches it, and what somebody could do to it in Timescale's console. */
export const Service = ({ service, move, pause }: ServiceProps) => {
  const { name, state, region, place, endpoints, destinations, isPaused } = service;
  return (
    <li class="beside-row" data-service={name}>
      <div class="beside-line">
        <strong>{name}</strong>
        <StateMark {...sayService(state)} raw={state} />
      </div>
      <p class="beside-quiet">
        {place}, {region}
      </p>
      <ul class="beside-endpoints">
        {endpoints.map(({ part, host, port }) => (
          <li key={`${part} ${host}`}>
            <span class="beside-quiet">{part}</span> <Address host={host} port={port} />
          </li>
        ))}
        {endpoints.length === 0 && <li class="beside-quiet">Its address is not known yet.</li>}
      </ul>
      <More of={name}>
        <div class="beside-acts">
          {destinations.map(({ vpc, name: where }) => (
            <Deed key={where} name={`Move to ${where}: ${name}`} run={() => move(vpc)}>
              Move to {where}
            </Deed>
          ))}
          <Deed name={`${isPaused ? 'Resume' : 'Pause'} ${name}`} run={() => pause(!isPaused)}>
            {isPaused ? 'Resume' : 'Pause'}
          </Deed>
        </div>
      </More>
    </li>
  );
};
