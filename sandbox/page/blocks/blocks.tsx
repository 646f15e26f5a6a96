import type { ComponentChildren } from 'preact';
import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';
import { asObjects, asText } from '../read-json.ts';
import { RichText } from '../text/rich-text.tsx';
import { Unknown } from '../text/unknown.tsx';
import { Alert } from './alert.tsx';
import { Card, Carousel } from './card.tsx';
import { Container } from './container.tsx';
import { Input } from './input.tsx';
import { Markdown } from './markdown.tsx';
import { Picture } from './picture.tsx';
import { Actions, Context, Header } from './rows.tsx';
import { type BlockProps, Section } from './section.tsx';
import { DataTable, Table } from './table.tsx';
import { Plan, TaskCard } from './task.tsx';
import './blocks.css';
import './groups.css';

export interface BlocksProps {
  readonly blocks: readonly Json[];
  readonly scene: Scene;
}

/** A file that lies elsewhere, of which the app tells its own id alone. */
const RemoteFile = ({ block }: BlockProps) => (
  <div class="block-frame">
    A file that lies elsewhere, by the app’s name for it: <code>{asText(block['external_id'])}</code>
  </div>
);

/** What this page can show: https://docs.slack.dev/reference/block-kit/blocks */
const shown: Readonly<Record<string, (props: BlockProps) => ComponentChildren>> = {
  actions: Actions,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: ({ block, scene }) => (
    <Container block={block}>
      <Blocks blocks={asObjects(block['child_blocks'])} scene={scene} />
    </Container>
  ),
  context: Context,
  context_actions: Actions,
  data_table: DataTable,
  divider: () => <hr class="block-divider" />,
  file: RemoteFile,
  header: Header,
  image: ({ block }) => <Picture image={block} />,
  input: Input,
  markdown: Markdown,
  plan: Plan,
  rich_text: RichText,
  section: Section,
  table: Table,
  task_card: TaskCard,
};

const Block = (props: BlockProps) => {
  const type = asText(props.block['type']);
  const Shown = Object.hasOwn(shown, type) ? shown[type] : undefined;
  return Shown === undefined ? <Unknown noun="block" type={type} sent={props.block} /> : <Shown {...props} />;
};

/** The blocks that an app sent, as Slack shows them. */
export const Blocks = ({ blocks, scene }: BlocksProps) => (
  <div class="blocks">
    {blocks.map((block, index) => (
      <Block key={asText(block['block_id']) || index} block={block} scene={scene} />
    ))}
  </div>
);
