import type { MessageView } from '../page/message-view.ts';
import type { Update } from '../page/protocol.ts';
import type { Sandbox } from '../sandbox.ts';
import type { WorldEvent } from '../world/events.ts';
import { peopleOf, toFrame } from './frame.ts';
import { toLog } from './message-view.ts';
import type { Scene } from './stage.ts';

/** Tells open pages what has changed. */
export interface Feed {
  /** Calls `send` with everything now, and with the changes from then on; the returned function ends that. */
  follow(send: (update: Update) => void): () => void;
  /** Looks for what no event tells of. */
  look(): void;
  stop(): void;
}

// About one frame of a screen: what the bot does in one go reaches the page in one go.
const gatherMs = 16;
// Whether the bot is connected isn't an event of the world.
const lookMs = 500;

/** Follows the world for the page. */
export function createFeed(scene: Scene): Feed {
  const { sandbox } = scene;
  const followers = new Set<(update: Update) => void>();
  const changed = new Set<string>();
  let shownFrame = '';
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    timer = null;
    const frame = toFrame(scene);
    const frameText = JSON.stringify(frame);
    const isNewFrame = frameText !== shownFrame;
    shownFrame = frameText;
    const logs = Object.fromEntries([...changed].map((id) => [id, logOrNull(sandbox, id)]));
    if (!isNewFrame && changed.size === 0) return;
    changed.clear();
    for (const send of followers) send({ type: 'changes', frame: isNewFrame ? frame : null, logs });
  };
  const gather = (): void => {
    if (followers.size > 0) timer ??= setTimeout(flush, gatherMs);
  };
  const forget = sandbox.world.onEvent((event) => {
    const channelId = changedLog(event);
    if (channelId !== null) changed.add(channelId);
    gather();
  });
  const look = setInterval(gather, lookMs).unref();

  return {
    follow(send) {
      // What is still gathered is part of the whole, too: sending it once more does no harm.
      send(everything(scene));
      followers.add(send);
      return () => followers.delete(send);
    },
    look: gather,
    stop() {
      forget();
      clearInterval(look);
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function everything(scene: Scene): Update {
  const frame = toFrame(scene);
  const { sandbox, demo } = scene;
  const { botUser } = demo.application;
  const dmIds = peopleOf(demo).map(({ id }) => sandbox.world.dmIds.get(`${botUser.id}:${id}`));
  const places = [...frame.posts, ...frame.textChannels];
  const ids = [...places.map(({ id }) => id), ...dmIds.filter((id) => id !== undefined)];
  return { type: 'everything', frame, logs: Object.fromEntries(ids.map((id) => [id, toLog(sandbox.world, id)])) };
}

function logOrNull(sandbox: Sandbox, channelId: string): MessageView[] | null {
  return sandbox.world.channels.has(channelId) ? toLog(sandbox.world, channelId) : null;
}

/** The channel whose messages look different after the event; null where only the frame can. */
function changedLog(event: WorldEvent): string | null {
  if ('message' in event) return event.message.channelId;
  if (event.type === 'messagesDeleted') return event.channelId;
  return event.type === 'threadDeleted' ? event.thread.id : null;
}
