import type { AwsRequest, AwsSide } from './aws-side.ts';
import type { GoogleSide } from './google-side.ts';

/** The other side of a peering as one look shows it. Null: there is no such network in that account. */
export type SideSight =
  | {
      readonly kind: 'aws';
      readonly side: AwsSide | null;
      /** Null: AWS does not show the peering connection there. */
      readonly request: AwsRequest | null;
    }
  | { readonly kind: 'google'; readonly side: GoogleSide | null };
