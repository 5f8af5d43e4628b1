import type { Body, Effect, KnownUser, PostFacts } from '../ticket/effects.ts';
import type { Statement } from '../ticket/statement.ts';

/** An effect as an earlier version may have stored it: what it couldn't say yet is what it meant without saying. */
export function toEffect(text: string): Effect {
  const effect = JSON.parse(text) as Effect;
  switch (effect.type) {
    case 'lookUpMember':
      return { ...effect, reopening: before(effect.reopening) };
    case 'openPost':
      return { ...effect, facts: toFacts(effect.facts) };
    case 'showFeedback':
      return { ...effect, category: before(effect.category) };
    case 'sendToPost':
    case 'sendToUser':
      return { ...effect, body: toBody(effect.body) };
    case 'editStatement':
      return { ...effect, statement: toStatement(effect.statement) };
    default:
      return effect;
  }
}

function toFacts(facts: PostFacts & Partial<KnownUser>): PostFacts {
  const { ticketId, mark, openedAt, user, member, earlierTickets } = facts;
  const isOld = user !== undefined && member !== undefined && earlierTickets !== undefined;
  const who = isOld ? { user, member, earlierTickets } : facts.who;
  return {
    ticketId,
    mark,
    openedAt,
    who,
    category: before(facts.category),
    answers: facts.answers ?? [],
    address: before(facts.address),
  };
}

function toBody(body: Body): Body {
  return body.type === 'statement' ? { ...body, statement: toStatement(body.statement) } : body;
}

function toStatement(statement: Statement): Statement {
  if (statement.type === 'notDeliveredToUser') return { ...statement, retry: before(statement.retry) };
  if (statement.type === 'messageSent') return { ...statement, backAt: before(statement.backAt) };
  if (statement.type !== 'beforeOpening') return statement;
  return { ...nothingToChoose, ...statement };
}

const nothingToChoose = { servers: [], categories: [], hasForm: false, isReady: true, problem: null } as const;

function before<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}
