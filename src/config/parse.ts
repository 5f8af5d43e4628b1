import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { expandEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';
import { syntaxProblems } from './syntax.ts';

/** Where in the file a value stands, and what is written there. */
export interface Place {
  offset: number;
  keyOffset: number;
  /** The value as the file has it, ready for a sentence: quoted, or "a list". Never what the environment made of it. */
  written: string;
  fromEnvironment: boolean;
}

export interface ParsedFile {
  value: unknown;
  /** By JSON pointer. What isn't here isn't in the file. */
  places: ReadonlyMap<string, Place>;
  lines: LineCounter;
  problems: Problem[];
  /** The file is no YAML at all: `value` means nothing. */
  broken: boolean;
}

// Far above any real configuration, far below what hurts: aliases of aliases grow without end.
const MOST_VALUES = 20_000;
const DEEPEST = 40;

interface Reading {
  document: Document;
  env: Environment;
  places: Map<string, Place>;
  problems: Problem[];
  values: number;
}

interface Spot {
  pointer: string;
  keyOffset: number;
  depth: number;
}

/** Reads YAML into plain values, keeping every place. Long numbers become strings, for IDs must stay exact. */
export function parseFile(text: string, env: Environment): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter: lines, prettyErrors: false });
  const { problems, broken } = syntaxProblems(document, text);
  const places = new Map<string, Place>();
  if (broken) return { value: undefined, places, lines, problems, broken };
  const reading: Reading = { document, env, places, problems, values: 0 };
  const value = readNode(reading, document.contents, { pointer: '', keyOffset: 0, depth: 0 });
  return { value, places, lines, problems, broken: reading.values > MOST_VALUES };
}

function readNode(reading: Reading, node: Node | null, spot: Spot): unknown {
  const target = isAlias(node) ? node.resolve(reading.document) : node;
  const offset = node?.range?.[0] ?? spot.keyOffset;
  if (!isWithinLimits(reading, spot, offset)) return null;
  const place = { offset, keyOffset: spot.keyOffset, fromEnvironment: false };
  if (isMap(target)) {
    reading.places.set(spot.pointer, { ...place, written: 'a mapping' });
    return readMap(reading, target, spot);
  }
  if (isSeq(target)) {
    reading.places.set(spot.pointer, { ...place, written: 'a list' });
    return readList(reading, target, spot);
  }
  if (isScalar(target)) return readScalar(reading, target, { ...place, pointer: spot.pointer });
  if (isAlias(node)) {
    reading.problems.push({
      pointer: spot.pointer,
      offset,
      text: `found *${node.source}, but nothing is named &${node.source}`,
    });
  }
  reading.places.set(spot.pointer, { ...place, written: 'nothing' });
  return null;
}

function isWithinLimits(reading: Reading, spot: Spot, offset: number): boolean {
  reading.values += 1;
  const tooMany = reading.values > MOST_VALUES;
  if (reading.values === MOST_VALUES + 1 || (!tooMany && spot.depth > DEEPEST)) {
    const text = tooMany
      ? `the file has more than ${MOST_VALUES} values`
      : `values are nested more than ${DEEPEST} deep`;
    reading.problems.push({ pointer: '', offset, text });
  }
  return !tooMany && spot.depth <= DEEPEST;
}

function readMap(reading: Reading, map: YAMLMap, spot: Spot): object {
  const result = {};
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const keyOffset = pair.key.range?.[0] ?? spot.keyOffset;
    if (!isScalar(pair.key)) {
      reading.problems.push({
        pointer: spot.pointer,
        offset: keyOffset,
        text: 'a key must be a word, not a list or mapping',
      });
      continue;
    }
    const key = pair.key.source ?? String(pair.key.value);
    const pointer = pointerTo(spot.pointer, key);
    const value = readNode(reading, pair.value, { pointer, keyOffset, depth: spot.depth + 1 });
    // Not by assignment: `__proto__` must become a key like any other, which is then refused as unknown.
    Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return result;
}

function readList(reading: Reading, list: YAMLSeq, spot: Spot): unknown[] {
  return (list.items as (Node | null)[]).map((item, index) => {
    const keyOffset = item?.range?.[0] ?? spot.keyOffset;
    return readNode(reading, item, { pointer: pointerTo(spot.pointer, index), keyOffset, depth: spot.depth + 1 });
  });
}

function readScalar(reading: Reading, scalar: Scalar, at: Omit<Place, 'written'> & { pointer: string }): unknown {
  const { pointer, ...place } = at;
  const { value } = scalar;
  const written = value === null ? 'nothing' : quote(scalar.source ?? '');
  reading.places.set(pointer, { ...place, written });
  if (typeof value === 'bigint' || typeof value === 'number') return readNumber(value, scalar.source ?? '');
  if (typeof value !== 'string') return value;
  const expanded = expandEnvironment(value, reading.env);
  if (!expanded.ok) {
    reading.problems.push({ pointer, offset: place.offset, text: expanded.text });
    return value;
  }
  reading.places.set(pointer, { ...place, written, fromEnvironment: expanded.used });
  return expanded.value;
}

// Above 2^53, where Discord's IDs live, a number would lose digits: there it stays as it is written.
function readNumber(value: bigint | number, written: string): number | string {
  return Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER ? Number(value) : written;
}
