import type { Planned } from './effects.ts';
import type { Rating } from './feedback.ts';
import type { Activity, Ticket } from './ticket.ts';

/** The forum tags that the bot keeps on a post: exactly one for the status and, until closed, one for the activity; then perhaps one for the rating. */
export interface PostTags {
  readonly status: 'open' | 'closed' | 'closeRequested';
  readonly activity: Activity | null;
  readonly rating?: Rating;
}

/** The tags that belong to a ticket in this state. */
export function tagsOf({
  status,
  activity,
  closePlan,
  feedback,
}: Pick<Ticket, 'status' | 'activity' | 'closePlan' | 'feedback'>): PostTags {
  const rating = feedback?.rating ?? null;
  if (status !== 'open') return { status: 'closed', activity: null, ...(rating === null ? {} : { rating }) };
  return { status: closePlan?.type === 'request' ? 'closeRequested' : 'open', activity };
}

/** The tags follow what the ticket is now. */
export function setTags(ticket: Ticket): Planned {
  return { effect: { type: 'setTags', serverId: ticket.serverId, tags: tagsOf(ticket) } };
}
