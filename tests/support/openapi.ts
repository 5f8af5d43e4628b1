import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Exchange, Traffic } from '../../src/sandbox/traffic.ts';

// Discord's own description of its API (discord/discord-api-spec, openapi.json), where the machine has a copy.
const location = new URL('../../../shared/discord-openapi.json', import.meta.url);

interface Operation {
  readonly requestBody?: { readonly content?: Record<string, unknown> };
  readonly responses?: Record<string, { readonly content?: Record<string, unknown> }>;
}

interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
}

/** Where the description is known to be behind the API, and how a complaint about that begins. */
const knownGaps = [
  // MessageReferenceType lists DEFAULT alone; forwards have 1.
  /message_reference\/type must/,
  // Types of messages grow: what a bot must read without knowing it can't be in the list.
  /messages(\/\{message_id\})?: the answer 200(\/\d+)?\/type must be equal to constant/,
  // Works, but only https://docs.discord.food/resources/message#refresh-attachment-urls says so.
  /^POST \/attachments\/refresh-urls: Discord's description has no such operation/,
  // A string by the documentation of application commands, and what builders send.
  /\/default_member_permissions must be integer/,
  // Codes of wrong fields are words ("BASE_TYPE_REQUIRED"): https://docs.discord.com/developers/reference#error-messages
  /\/_errors\/\d+\/code must be integer/,
];

interface Contract {
  readonly description: Description;
  readonly validatorOf: (pointer: readonly string[]) => ValidateFunction;
}

let contract: Contract | null = null;

/** Whether Discord's description is there to compare with. */
export const hasDescription = existsSync(location);

function loadContract(): Contract {
  contract ??= readContract();
  return contract;
}

function readContract(): Contract {
  const description = JSON.parse(readFileSync(location, 'utf8')) as Description;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, verbose: true });
  ajv.addSchema(description, 'discord');
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (pointer: readonly string[]) => {
    const steps = pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
    const $ref = `discord#/${steps.join('/')}`;
    const known = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, known);
    return known;
  };
  return { description, validatorOf };
}

/** What in this traffic isn't as Discord describes it, as sentences; null when the description isn't on this machine. */
export function validateTraffic(traffic: Pick<Traffic, 'exchanges'>): string[] | null {
  if (!hasDescription) return null;
  const loaded = loadContract();
  const complaints = traffic.exchanges.flatMap((exchange) => complaintsAbout(loaded, exchange));
  return [...new Set(complaints)].filter((complaint) => !knownGaps.some((gap) => gap.test(complaint)));
}

function complaintsAbout(loaded: Contract, exchange: Exchange): string[] {
  const { route, method } = exchange;
  if (route === null) return [];
  const operation = loaded.description.paths[route]?.[method.toLowerCase()];
  if (operation === undefined) return [`${method} ${route}: Discord's description has no such operation`];
  return [...requestComplaints(loaded, operation, exchange), ...answerComplaints(loaded, operation, exchange)];
}

/** What in a value isn't as Discord describes that object; null when the description isn't on this machine. */
export function validateAs(schema: string, value: unknown): string[] | null {
  if (!hasDescription) return null;
  return complaintsOf(loadContract().validatorOf(['components', 'schemas', schema]), value, schema);
}

// A request that was refused may well break the rules: that is what it was refused for.
function requestComplaints(loaded: Contract, operation: Operation, exchange: Exchange): string[] {
  const { route, method, body, status } = exchange;
  const wasRefused = status !== null && status >= 400;
  if (wasRefused || operation.requestBody?.content?.['application/json'] === undefined) return [];
  const at = ['paths', String(route), method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
  return complaintsOf(loaded.validatorOf(at), body, `${method} ${route}: the request`);
}

function answerComplaints(loaded: Contract, operation: Operation, exchange: Exchange): string[] {
  const { route, method, status, answer, faulty } = exchange;
  if (faulty || status === null) return [];
  const about = `${method} ${route}: the answer ${status}`;
  if (status >= 400) {
    const schema = status === 429 ? 'RatelimitedResponse' : 'ErrorResponse';
    return complaintsOf(loaded.validatorOf(['components', 'schemas', schema]), answer, about);
  }
  const described = operation.responses?.[String(status)];
  if (described === undefined) return [`${about} is a status that Discord doesn't describe`];
  if (described.content?.['application/json'] === undefined) return answer === null ? [] : [`${about} has a body`];
  const responses = ['paths', String(route), method.toLowerCase(), 'responses', String(status)];
  return complaintsOf(loaded.validatorOf([...responses, 'content', 'application/json', 'schema']), answer, about);
}

function complaintsOf(validate: ValidateFunction, value: unknown, about: string): string[] {
  if (validate(value)) return [];
  return mostTelling(validate.errors ?? []).map(
    (error) => `${about}${error.instancePath} ${error.message} ${shown(error)}`,
  );
}

// Of the alternatives of a union, those of another `type` say nothing, and the one that got furthest says most.
function mostTelling(errors: readonly ErrorObject[]): ErrorObject[] {
  const meant = errors.filter((error) => !isOfOtherType(error));
  const left = meant.length > 0 ? meant : errors;
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const most = Math.max(...left.map(depth));
  return left.filter((error) => depth(error) === most).slice(0, 3);
}

function isOfOtherType({ keyword, instancePath, parentSchema, data }: ErrorObject): boolean {
  if (keyword === 'enum' && instancePath.endsWith('/type')) return true;
  const types = (parentSchema as { properties?: { type?: { enum?: unknown[] } } }).properties?.type?.enum;
  return types !== undefined && !types.includes((data as { type?: unknown } | null)?.type);
}

function shown({ params }: ErrorObject): string {
  return JSON.stringify(params);
}
