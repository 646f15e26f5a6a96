import { z } from 'zod';
import { ids, list, listing, type Readers } from './describe.ts';
import { type TableFound, tablesOf } from './find.ts';
import { type Operation, operation, type Scene } from './operation.ts';
import { resourceId } from './resource-id.ts';
import { type RouteSeen, seeRoutes, targetName, writeRoute } from './route-xml.ts';
import { writeTags } from './tag-xml.ts';
import type { XmlMembers } from './xml.ts';

interface TableSeen extends TableFound {
  readonly id: string;
  readonly routes: readonly RouteSeen[];
}

interface Association {
  readonly id: string;
  readonly isMain: boolean;
  readonly subnetId: string | undefined;
}

/** The main table is associated with the VPC itself, and with all subnets that name no other. */
const associationsOf = ({ table }: TableFound): readonly Association[] => [
  ...(table.isMain
    ? [{ id: resourceId('rtbassoc', `${table.id} main`), isMain: true, subnetId: undefined }]
    : []),
  ...table.subnetIds.map((subnetId) => ({
    id: resourceId('rtbassoc', `${table.id} ${subnetId}`),
    isMain: false,
    subnetId,
  })),
];

const nothing = (): readonly string[] => [];
const targetReader =
  (name: ReturnType<typeof targetName>) =>
  ({ routes }: TableSeen): readonly string[] =>
    routes.map(({ target }) => target).filter((target) => targetName(target) === name);

const readers: Readers<TableSeen> = {
  'association.gateway-id': nothing,
  'association.route-table-association-id': (seen) => associationsOf(seen).map(({ id }) => id),
  'association.route-table-id': (seen) => associationsOf(seen).map(() => seen.id),
  'association.subnet-id': ({ table }) => table.subnetIds,
  'association.main': (seen) => associationsOf(seen).map(({ isMain }) => String(isMain)),
  'owner-id': ({ network }) => [network.account],
  'route-table-id': ({ id }) => [id],
  'route.destination-cidr-block': ({ routes }) => routes.map(({ destination }) => destination),
  'route.destination-ipv6-cidr-block': nothing,
  'route.destination-prefix-list-id': nothing,
  'route.egress-only-internet-gateway-id': nothing,
  'route.gateway-id': targetReader('gatewayId'),
  'route.instance-id': targetReader('instanceId'),
  'route.nat-gateway-id': targetReader('natGatewayId'),
  'route.transit-gateway-id': targetReader('transitGatewayId'),
  'route.vpc-peering-connection-id': targetReader('vpcPeeringConnectionId'),
  'route.origin': ({ routes }) => routes.map(({ origin }) => origin),
  'route.state': ({ routes }) => routes.map(({ state }) => state),
  'vpc-id': ({ network }) => [network.id],
};

const writeTable = (scene: Scene, seen: TableSeen): XmlMembers => ({
  routeTableId: seen.id,
  vpcId: seen.network.id,
  ownerId: seen.network.account,
  routeSet: seen.routes.map(writeRoute),
  associationSet: associationsOf(seen).map(({ id, isMain, subnetId }) => ({
    routeTableAssociationId: id,
    routeTableId: seen.id,
    subnetId,
    main: isMain,
    associationState: { state: 'associated' },
  })),
  propagatingVgwSet: [],
  tagSet: writeTags(scene, seen.id),
});

/** As EC2 has it: a page of tables is smaller than a page of anything else. */
const MOST_PER_PAGE = 100;

export const routeTableOperations: readonly Operation[] = [
  operation('DescribeRouteTables', z.strictObject({ ...listing, RouteTableId: ids('rtb') }), {
    run: (input, scene) => {
      const items = tablesOf(scene).map((found) => ({
        ...found,
        id: found.table.id,
        routes: seeRoutes(scene, found),
      }));
      const wanted = { ...input, ids: input.RouteTableId };
      const asked = { scene, prefix: 'rtb', items, readers, wanted, mostPerPage: MOST_PER_PAGE } as const;
      const { page, nextToken } = list(asked);
      return { routeTableSet: page.map((seen) => writeTable(scene, seen)), nextToken };
    },
  }),
];
