import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { createScrubber } from './scrub.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
export type LogFormat = 'auto' | 'pretty' | 'json';

/** Writes one line: fields first where there are any, then the sentence. An error goes into the field `err`. */
export interface LogLine {
  (message: string): void;
  (fields: object, message: string): void;
}

export interface Log extends Record<LogLevel, LogLine> {
  /** The least weight of what is written; may be changed. */
  level: string;
  child(fields: Record<string, unknown>): Log;
}

export interface LogOptions {
  level: LogLevel;
  format: LogFormat;
  /** Values that must not appear in any line, such as the bot token. */
  secrets?: readonly string[];
  stream?: NodeJS.WritableStream & { isTTY?: boolean };
}

/** Makes the program's log: JSON lines, or readable lines on a terminal. Secrets are removed from the finished line. */
export function createLog({ level, format, secrets = [], stream = process.stdout }: LogOptions): Log {
  const pretty = format === 'pretty' || (format === 'auto' && stream.isTTY === true);
  // On the finished line, because tokens sit inside error messages and URLs, where redaction by path can't reach.
  const hooks = { streamWrite: createScrubber(secrets) };
  const timestamp = pino.stdTimeFunctions.isoTime;
  // The level by its name: log collectors know `warn`, not pino's 40.
  const formatters = { level: (label: string) => ({ level: label }) };
  const options = { level, base: null, timestamp, hooks, formatters };
  return pino(options, pretty ? readableLines(stream) : jsonLines(stream));
}

// Written at once: a killed process must not take its last lines with it.
function jsonLines(stream: NonNullable<LogOptions['stream']>): DestinationStream {
  return stream === process.stdout ? pino.destination({ fd: 1, sync: true }) : stream;
}

function readableLines(stream: NonNullable<LogOptions['stream']>): DestinationStream {
  return PinoPretty({
    destination: stream === process.stdout ? 1 : stream,
    sync: true,
    colorize: stream.isTTY === true && !process.env['NO_COLOR'],
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
  });
}
