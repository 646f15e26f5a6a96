import type { Clock } from '../clock.ts';
import type { Changes } from './changes.ts';
import type { Deliver } from './delivery.ts';
import type { Directory } from './directory.ts';
import type { Drafts } from './drafts.ts';
import type { Files } from './files.ts';
import type { Installation } from './installation.ts';
import type { Messages } from './messages.ts';
import type { ReadMarks } from './read-marks.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Socket } from './socket.ts';
import type { Timestamps } from './timestamps.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Everything that stands behind the doors of the sandbox's Slack. */
export interface Desk {
  readonly clock: Clock;
  readonly workspace: Workspace;
  readonly installation: Installation;
  readonly directory: Directory;
  readonly changes: Changes;
  readonly messages: Messages;
  readonly drafts: Drafts;
  readonly files: Files;
  readonly readMarks: ReadMarks;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly socket: Socket;
  readonly delivery: Deliver;
  readonly timestamps: Timestamps;
}
