import { Form } from '../checks/form.ts';
import { bodyFields } from '../checks/message-body.ts';
import type { CdnRoot } from '../cdn/links.ts';
import type { World } from '../world/world.ts';
import { ok, type Answer, type Call, type Route } from './routes.ts';

// Not documented by Discord itself: https://docs.discord.food/resources/message#refresh-attachment-urls
function postRefresh({ world, body }: Call): Answer {
  const form = new Form();
  const list = form.list(bodyFields(body), ['attachment_urls'], { min: 1, max: 50 }) ?? [];
  form.finish();
  const refreshed = list.map(String).map((original) => ({ original, refreshed: refresh(world, original) }));
  return ok({ refreshed_urls: refreshed });
}

function refresh({ cdn }: World, url: string): string {
  const path = url.startsWith(cdn.url) ? url.slice(cdn.url.length).replace(/\?.*$/, '') : '';
  const [, root, rest] = /^(\/cdn|\/media)(\/attachments\/.+)$/.exec(path) ?? [];
  return root === undefined || rest === undefined ? url : cdn.link(root as CdnRoot, rest);
}

/** Links of files. */
export const attachmentRoutes: readonly Route[] = [
  { method: 'POST', template: '/attachments/refresh-urls', perform: postRefresh },
];
