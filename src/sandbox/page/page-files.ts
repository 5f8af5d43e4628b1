// What the page consists of, as text: scripts/page-assets.mjs puts it into the program.
// oxlint-disable-next-line import/default -- and makes that export
import script from './client/main.tsx?script';
import icon from './icon.svg?text';
import html from './index.html?text';
import adapting from './styles/adapting.css?text';
import attachments from './styles/attachments.css?text';
import base from './styles/base.css?text';
import components from './styles/components.css?text';
import composer from './styles/composer.css?text';
import empty from './styles/empty.css?text';
import forum from './styles/forum.css?text';
import markdown from './styles/markdown.css?text';
import menus from './styles/menus.css?text';
import messageParts from './styles/message-parts.css?text';
import messages from './styles/messages.css?text';
import modal from './styles/modal.css?text';
import ownMessages from './styles/own-messages.css?text';
import people from './styles/people.css?text';
import promise from './styles/promise.css?text';
import sides from './styles/sides.css?text';
import topBar from './styles/top-bar.css?text';

/** A file that the browser loads. */
export interface PageFile {
  path: string;
  type: string;
  text: string;
}

// In this order: later sheets refine earlier ones.
const styles = [
  base,
  topBar,
  promise,
  sides,
  people,
  messages,
  ownMessages,
  attachments,
  messageParts,
  markdown,
  components,
  composer,
  forum,
  empty,
  menus,
  modal,
  adapting,
].join('\n');

/** Everything the browser loads, and where from. */
export const pageFiles: readonly PageFile[] = [
  { path: '/', type: 'text/html', text: html },
  { path: '/page.css', type: 'text/css', text: styles },
  { path: '/page.js', type: 'text/javascript', text: script },
  { path: '/icon.svg', type: 'image/svg+xml', text: icon },
];
