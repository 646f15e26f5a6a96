import { demoWorkspace, type Workspace } from '../slack/workspace.ts';

const everybody = demoWorkspace.users.map(({ id }) => id);

/** The sandbox's own, and a channel for the project that has one. */
export const workspaceHere: Workspace = {
  ...demoWorkspace,
  channels: [
    ...demoWorkspace.channels.filter(({ id }) => id !== 'C0PAYMENTS'),
    { id: 'C0ANALYTICS', name: 'analytics', members: [demoWorkspace.app.botUserId, ...everybody] },
  ],
};
