import type { PostChange } from '../page/protocol.ts';
import type { Person } from '../scenario/types.ts';
import type { Stage } from './stage.ts';

/** Does something with a post by hand, as far as the person may. */
export function changePost(person: Person, postId: string, change: PostChange): void {
  switch (change) {
    case 'archive':
      return person.changePost(postId, { archived: true });
    case 'reopen':
      return person.changePost(postId, { archived: false });
    case 'lock':
      return person.changePost(postId, { locked: true });
    case 'unlock':
      return person.changePost(postId, { locked: false, archived: false });
    case 'delete':
      return person.deletePost(postId);
  }
}

/** Takes direct messages, or none. */
export function takeDms(person: Person, isOpen: boolean): void {
  if (isOpen) person.openDms();
  else person.closeDms();
}

/** Leaves the server, or comes back. */
export function join({ demo: { server } }: Stage, person: Person, isMember: boolean): void {
  if (server.guild.members.has(person.id) === isMember) return;
  if (isMember) server.addMember(person);
  else server.removeMember(person);
}
