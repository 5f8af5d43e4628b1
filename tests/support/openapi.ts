import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Exchange, Traffic } from '../../src/sandbox/traffic.ts';
import { knownGaps } from './known-gaps.ts';

// Discord's own description of its API (discord/discord-api-spec, openapi.json), where the machine has a copy.
const location = new URL('../../../shared/discord-openapi.json', import.meta.url);

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Record<string, unknown> };
  readonly responses?: Record<string, { readonly content?: Record<string, unknown> }>;
}

interface Description {
  readonly paths: Record<string, Record<string, Operation> & { readonly parameters?: readonly Parameter[] }>;
}

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
  return allComplaints(traffic)?.filter((complaint) => !knownGaps.some(({ says }) => says.test(complaint))) ?? null;
}

/** The same, with what the description is known to lack. */
export function allComplaints(traffic: Pick<Traffic, 'exchanges'>): string[] | null {
  if (!hasDescription) return null;
  const loaded = loadContract();
  return [...new Set(traffic.exchanges.flatMap((exchange) => complaintsAbout(loaded, exchange)))];
}

/** Whether Discord describes such an operation; null when the description isn't on this machine. */
export function isDescribed(method: string, route: string): boolean | null {
  return hasDescription ? loadContract().description.paths[route]?.[method.toLowerCase()] !== undefined : null;
}

function complaintsAbout(loaded: Contract, exchange: Exchange): string[] {
  const { route, method } = exchange;
  if (route === null) return [];
  const operation = loaded.description.paths[route]?.[method.toLowerCase()];
  if (operation === undefined) return [`${method} ${route}: Discord's description has no such operation`];
  return [
    ...queryComplaints(loaded, operation, exchange),
    ...requestComplaints(loaded, operation, exchange),
    ...answerComplaints(loaded, operation, exchange),
  ];
}

function queryComplaints({ description }: Contract, operation: Operation, exchange: Exchange): string[] {
  const { route, method, query } = exchange;
  const all = [...(description.paths[String(route)]?.parameters ?? []), ...(operation.parameters ?? [])];
  const described = all.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : []));
  const unknown = Object.keys(query).filter((name) => !described.includes(name));
  return unknown.map((name) => `${method} ${route}: the query has ${name}, which Discord doesn't describe`);
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
  if (wasRefused) return [];
  const { requestBody } = operation;
  if (requestBody === undefined) return body === null ? [] : [`${method} ${route}: the request has a body`];
  // A body with files is described as the same with fields for them.
  const type = ['application/json', 'multipart/form-data'].find((known) => requestBody.content?.[known] !== undefined);
  if (type === undefined) return [`${method} ${route}: the request's body is of a type that isn't compared`];
  const at = ['paths', String(route), method.toLowerCase(), 'requestBody', 'content', type, 'schema'];
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
