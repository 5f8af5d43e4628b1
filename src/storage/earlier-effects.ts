import type { Body, Effect, KnownUser, PostFacts } from '../ticket/effects.ts';

/** An effect as an earlier version may have stored it: what it couldn't say yet is what it meant without saying. */
export function toEffect(text: string): Effect {
  const effect = JSON.parse(text) as Effect;
  switch (effect.type) {
    case 'lookUpMember':
      return { ...effect, reopening: before(effect.reopening) };
    case 'openPost':
      return { ...effect, facts: toFacts(effect.facts) };
    case 'sendToPost':
      return { ...effect, body: toBody(effect.body) };
    default:
      return effect;
  }
}

function toFacts(facts: PostFacts & Partial<KnownUser>): PostFacts {
  const { ticketId, mark, openedAt, user, member, earlierTickets } = facts;
  const isOld = user !== undefined && member !== undefined && earlierTickets !== undefined;
  const who = isOld ? { user, member, earlierTickets } : facts.who;
  return { ticketId, mark, openedAt, who, address: before(facts.address) };
}

function toBody(body: Body): Body {
  if (body.type !== 'statement' || body.statement.type !== 'notDeliveredToUser') return body;
  return { ...body, statement: { ...body.statement, retry: before(body.statement.retry) } };
}

function before<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}
