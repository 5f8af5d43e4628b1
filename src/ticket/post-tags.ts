import type { Planned } from './effects.ts';
import type { Rating } from './feedback.ts';
import type { Activity, Ticket } from './ticket.ts';

/** The forum tags that the bot keeps on a post: exactly one for the status and, until closed, one for the activity; then perhaps one for what it is about and one for the rating. */
export interface PostTags {
  readonly status: 'open' | 'closed' | 'closeRequested';
  readonly activity: Activity | null;
  /** By its ID. */
  readonly category?: string;
  readonly rating?: Rating;
}

/** The tags that belong to a ticket in this state. */
export function tagsOf({
  status,
  activity,
  closePlan,
  feedback,
  category,
}: Pick<Ticket, 'status' | 'activity' | 'closePlan' | 'feedback' | 'category'>): PostTags {
  const rating = feedback?.rating ?? null;
  const about = category === null ? {} : { category };
  if (status !== 'open') return { status: 'closed', activity: null, ...about, ...(rating === null ? {} : { rating }) };
  return { status: closePlan?.type === 'request' ? 'closeRequested' : 'open', activity, ...about };
}

/** The tags follow what the ticket is now. */
export function setTags(ticket: Ticket): Planned {
  return { effect: { type: 'setTags', serverId: ticket.serverId, tags: tagsOf(ticket) } };
}
