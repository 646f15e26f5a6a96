import type { GooglePeering, GoogleRoute, GoogleSide } from '../../src/domain/google-side.ts';
import type { GoogleEnd } from '../../src/domain/timescale-end.ts';
import { range } from '../slack/example.ts';

export const GOOGLE_END: GoogleEnd = { kind: 'google', projectId: 'timescale-mst', network: 'vpc-7a1' };

export const aGooglePeering = (change: Partial<GooglePeering> = {}): GooglePeering => ({
  name: 'timescale-vpc-7a1',
  to: { projectId: GOOGLE_END.projectId, network: GOOGLE_END.network },
  state: 'inactive',
  details: '[2026-01-01T00:00:00.000Z]: Waiting for peer network to connect.',
  importsCustomRoutes: false,
  exportsCustomRoutes: false,
  ...change,
});

export const aGoogleRoute = (destination: string, change: Partial<GoogleRoute> = {}): GoogleRoute => ({
  name: 'to-office',
  destination: range(destination),
  target: 'vpnTunnels/office',
  peering: null,
  ...change,
});

export const aGoogleSide = (change: Partial<GoogleSide> = {}): GoogleSide => ({
  projectId: 'acme-net',
  network: 'prod',
  mode: 'custom',
  subnets: [
    { name: 'prod-1', region: 'europe-west1', ranges: [range('10.130.0.0/20'), range('10.200.0.0/16')] },
  ],
  peerings: [],
  routes: [],
  ...change,
});
