import type { MessageView } from '../message-view.ts';
import type { Frame, ModalView, Place } from '../protocol.ts';

/** The two halves of the page. */
export type Side = 'member' | 'staff';

/** Everything the page shows. Changed by `reduce` only. */
export interface Model {
  connected: boolean;
  frame: Frame | null;
  logs: Record<string, MessageView[]>;
  memberId: string | null;
  staffId: string | null;
  /** The channel in which the member is; null: in their direct messages. */
  memberPlaceId: string | null;
  /** The post that is open on the staff's side, or the text channel. */
  postId: string | null;
  /** In a narrow window only one side is visible. */
  narrow: boolean;
  side: Side;
  /** The newest message seen in each channel. */
  read: Record<string, string>;
  drafts: Record<string, string>;
  /** The files that go with the drafts. */
  files: Record<string, readonly File[]>;
  replies: Record<string, string | null>;
  /** The message that is being rewritten in each conversation. */
  edits: Record<string, string | null>;
  dismissed: string[];
  /** What only the page says, in place of an answer: that the bot did not respond, or that Discord refused. */
  notices: Record<string, string>;
  modal: { view: ModalView; conversation: Conversation } | null;
}

/** A person in a place: what drafts, replies and notices belong to. */
export interface Conversation {
  key: string;
  personId: string;
  place: Place;
  channelId: string | null;
}

/** The page before it has heard anything. */
export const emptyModel: Model = {
  connected: false,
  frame: null,
  logs: {},
  memberId: null,
  staffId: null,
  memberPlaceId: null,
  postId: null,
  narrow: false,
  side: 'member',
  read: {},
  drafts: {},
  files: {},
  replies: {},
  edits: {},
  dismissed: [],
  notices: {},
  modal: null,
};
