import type { FileFacts } from './files.ts';
import type { Json } from './json.ts';
import type { Workspace } from './workspace.ts';

/** A file as the Web API and messages show it. */
export const fileJson = (file: FileFacts, { team, app }: Workspace): Json => {
  const name = encodeURIComponent(file.name.toLowerCase().replaceAll(' ', '_'));
  const address = `https://files.slack.com/files-pri/${team.id}-${file.id}`;
  return {
    id: file.id,
    created: 1_700_000_000,
    timestamp: 1_700_000_000,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: '',
    pretty_type: '',
    user: app.botUserId,
    user_team: team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `https://${team.domain}.slack.com/files/${app.botUserId}/${file.id}/${name}`,
    comments_count: 0,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
};

/**
 * The same in the answer to `files.completeUploadExternal`: Slack looks into the file and shares it only
 * afterwards, so the answer knows neither its type nor the message it went with.
 */
export const freshFileJson = (file: FileFacts, workspace: Workspace): Json => ({
  ...fileJson({ ...file, mimetype: '' }, workspace),
  shares: {},
  channels: [],
  groups: [],
  ims: [],
});
