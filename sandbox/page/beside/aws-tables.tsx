import {
  type AwsTable,
  type AwsVpc,
  nameOf,
  orderRoute,
  routesOf,
  type ShownRoute,
  subnetsOf,
} from './aws-network.ts';
import { useEc2 } from './aws-owner.ts';
import { Deed } from './deed.tsx';
import { HandForm } from './hand-form.tsx';
import { MadeByBot } from './made.tsx';
import { StateMark } from './state-mark.tsx';

interface RouteProps {
  readonly route: ShownRoute;
  readonly table: AwsTable;
  readonly remove: () => Promise<unknown>;
}

const Route = ({ route, table, remove }: RouteProps) => {
  const { to, via, state, isByBot, isLocal } = route;
  return (
    <li class="beside-route" data-state={state.words}>
      <span class="beside-route-way">
        <code>{to}</code> <span class="beside-quiet">to</span> <code>{via}</code>
      </span>
      <span class="beside-route-marks">
        {isByBot && <MadeByBot />}
        <StateMark {...state} />
        {!isLocal && (
          <Deed look="danger" name={`Delete the route to ${to} from ${nameOf(table)}`} run={remove}>
            Delete
          </Deed>
        )}
      </span>
    </li>
  );
};

const Table = ({ vpc, table }: { readonly vpc: AwsVpc; readonly table: AwsTable }) => {
  const ec2 = useEc2(vpc);
  const subnets = subnetsOf(vpc, table);
  return (
    <li class="beside-sub" data-table={table.id}>
      <div class="beside-line">
        <strong>{nameOf(table)}</strong>
        {table.isMain && <span class="beside-tag">Main</span>}
      </div>
      <p class="beside-quiet">
        {table.name !== null && <code>{table.id}</code>}
        {table.name !== null && ', '}
        {subnets.length === 0 ? 'no subnet goes by it' : `for ${subnets.join(', ')}`}
      </p>
      <ul aria-label={`Routes of ${nameOf(table)}`}>
        {routesOf(vpc, table).map((route) => (
          <Route
            key={`${route.to} ${route.via}`}
            route={route}
            table={table}
            remove={() => ec2('DeleteRoute', { RouteTableId: table.id, DestinationCidrBlock: route.to })}
          />
        ))}
      </ul>
    </li>
  );
};

/** A gateway as others have one: a route to it takes the traffic that is meant for Timescale. */
const ELSEWHERE = 'tgw-0f100000000000001';

interface TablesProps {
  readonly vpc: AwsVpc;
  /** A range of Timescale's that it is peered with, or asked to be. */
  readonly wanted: string;
}

/** The route tables of a VPC, where each route leads, and what others could change there. */
export const Tables = ({ vpc, wanted }: TablesProps) => {
  const ec2 = useEc2(vpc);
  return (
    <>
      <ul class="beside-subs">
        {vpc.tables.map((table) => (
          <Table key={table.id} vpc={vpc} table={table} />
        ))}
      </ul>
      <HandForm
        title="Add a route that conflicts"
        submit={`Add the route in ${nameOf(vpc)}`}
        fields={[
          {
            name: 'table',
            label: 'Route table',
            choices: vpc.tables.map((table) => [table.id, nameOf(table)]),
          },
          { name: 'to', label: 'Destination', value: wanted },
          { name: 'via', label: 'Target', value: ELSEWHERE },
        ]}
        run={({ table = '', to = '', via = '' }) => ec2('CreateRoute', orderRoute(table, to, via))}
      />
    </>
  );
};
