import type { PostOrigin } from '../desk/adoption.ts';
import type { Disguise } from '../ticket/disguise.ts';
import type { KnownUser, PostFacts } from '../ticket/effects.ts';
import type { FormAnswer } from '../ticket/form.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { Member, TicketId, UserId } from '../ticket/ticket.ts';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { madeAt } from './snowflakes.ts';

/** Discord's limit for an embed field's value. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const fieldLimit = 1024;
const colour = 0x4f7cff;

/** The name of the picture that stands for somebody whom staff must not know. */
export const pictureName = 'avatar.png';

/** The first message of a post: who the user is, as far as staff may know. Its footer bears the mark by which the bot knows its post again. */
export function postEmbed(facts: PostFacts, forumServerId: string | null, language: Language): Record<string, unknown> {
  const { who } = facts;
  const user = 'disguise' in who ? disguised(who.disguise, facts, language) : known(who, forumServerId, language);
  return {
    color: colour,
    ...user,
    fields: [...user.fields, ...category(facts, language), ...facts.answers.map(answered), ...address(facts, language)],
    footer: { text: say(language, 'post.footer', { ticket: facts.ticketId, mark: facts.mark }) },
    timestamp: new Date(facts.openedAt).toISOString(),
  };
}

/** What stays of it where its user is forgotten: the bot must know its post again, or the number would be given once more. */
export function emptyEmbed(
  { ticketId, mark }: Pick<PostFacts, 'mark'> & { readonly ticketId: number },
  language: Language,
): object {
  return {
    color: colour,
    description: say(language, 'post.erased'),
    footer: { text: say(language, 'post.footer', { ticket: ticketId, mark }) },
  };
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

interface UserPart {
  readonly title: string;
  readonly description: string;
  readonly thumbnail?: { readonly url: string };
  readonly fields: readonly Field[];
}

function known(
  { user, member, earlierTickets }: KnownUser,
  forumServerId: string | null,
  language: Language,
): UserPart {
  const joined = member.joinedAt === null ? say(language, 'post.unknown') : instant(member.joinedAt);
  return {
    title: [user.name, ...(member.name === user.name ? [] : [member.name])].map(plainLine).join(' · '),
    description: `<@${user.id}> · \`${user.username}\` · \`${user.id}\``,
    ...(user.avatarUrl === null ? {} : { thumbnail: { url: user.avatarUrl } }),
    fields: [
      field(say(language, 'post.accountCreated'), instant(madeAt(user.id))),
      field(say(language, 'post.joined'), joined),
      field(say(language, 'post.earlierTickets'), listOf(earlierTickets, forumServerId)),
      field(say(language, 'post.roles'), roles(member, language), false),
    ],
  };
}

function disguised({ name }: Disguise, { ticketId }: PostFacts, language: Language): UserPart {
  return {
    title: plainLine(name),
    description: say(language, 'post.anonymous', { ticket: ticketId }),
    thumbnail: { url: `attachment://${pictureName}` },
    fields: [],
  };
}

function category({ category }: PostFacts, language: Language): readonly Field[] {
  if (category === null) return [];
  const shown = [category.emoji ?? '', plainLine(category.name)].join(' ').trim();
  return [field(say(language, 'post.category'), shown)];
}

/** As quoted text: nothing in it looks like a field of the bot's own. */
function answered({ label, values }: FormAnswer): Field {
  return field(plainLine(label), values.join('\n').replaceAll(/^/gm, '> ').slice(0, fieldLimit), false);
}

function address({ address }: PostFacts, language: Language): readonly Field[] {
  if (address === null) return [];
  return [field(say(language, 'post.address'), say(language, 'post.addressHow', { address }), false)];
}

function field(name: string, value: string, inline = true): Field {
  return { name, value, inline };
}

/** The mark in a post's first message, or `null` where it is none of ours. */
export function markIn(message: Pick<Embedded, 'embeds'>): string | null {
  return footerIn(message)?.mark ?? null;
}

/** What a post's first message tells of its ticket, or `null` where it doesn't; of an anonymous one it doesn't tell whose it is. */
export function originIn(message: Embedded): PostOrigin | null {
  const footer = footerIn(message);
  const { title = '', description = '' } = message.embeds?.[0] ?? {};
  const [, id, username] = /^<@(\d{17,20})> · `(.+?)` · /.exec(description) ?? [];
  if (footer === null) return null;
  const [name = ''] = title.replaceAll(/\\(.)/g, '$1').split(' · ');
  const avatarUrl = message.embeds?.[0]?.thumbnail?.url ?? null;
  const isKnown = id !== undefined && username !== undefined;
  const user = isKnown ? { id: id as UserId, name, username, avatarUrl } : null;
  return { ...footer, user, openedAt: Date.parse(message.timestamp) };
}

interface Embedded {
  readonly timestamp: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly thumbnail?: { readonly url: string };
    readonly footer?: { readonly text?: string };
  }[];
}

/** In every language the number is the last one before the mark. */
function footerIn({ embeds }: Pick<Embedded, 'embeds'>): Pick<PostOrigin, 'ticketId' | 'mark'> | null {
  const [, number, mark] = /(\d+)\D*· ([a-z0-9]{6,})$/.exec(embeds?.[0]?.footer?.text ?? '') ?? [];
  return number === undefined || mark === undefined ? null : { ticketId: Number(number) as TicketId, mark };
}

function instant(at: number): string {
  const seconds = Math.floor(at / 1000);
  return `<t:${seconds}:D> (<t:${seconds}:R>)`;
}

function roles(member: Member, language: Language): string {
  let listed = '';
  for (const roleId of member.roleIds) {
    const next = `${listed} <@&${roleId}>`;
    if (next.length > fieldLimit - 2) return `${listed} …`;
    listed = next;
  }
  return listed.trim() || say(language, 'post.noRoles');
}

function listOf({ count, latest }: KnownUser['earlierTickets'], forumServerId: string | null): string {
  const links = latest.map(({ id, postId }) =>
    postId === null || forumServerId === null
      ? `#${id}`
      : `[#${id}](https://discord.com/channels/${forumServerId}/${postId})`,
  );
  return [String(count), ...(links.length === 0 ? [] : [links.join(', ')])].join(' · ');
}
