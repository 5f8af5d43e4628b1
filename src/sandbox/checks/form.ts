import { ApiError } from '../api-error.ts';

/** Where in a request body a field stands. */
export type FieldPath = readonly (string | number)[];

/** A JSON object whose fields aren't known yet. */
export type Fields = Readonly<Record<string, unknown>>;

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/**
 * Collects what is wrong with a request body, as Discord does, and answers with all of it at once:
 * https://docs.discord.com/developers/reference#error-messages
 */
export class Form {
  readonly #errors: Record<string, unknown> = {};
  #isWrong = false;

  /** Says what is wrong with a field. */
  fail(path: FieldPath, code: string, message: string): void {
    this.#isWrong = true;
    let node = this.#errors;
    for (const step of path) node = (node[step] ??= {}) as Record<string, unknown>;
    const list = (node['_errors'] ??= []) as object[];
    list.push({ code, message });
  }

  /** Throws 50035 if anything was wrong. */
  finish(): void {
    if (this.#isWrong) throw new ApiError(50035, this.#errors);
  }

  /** A text, trimmed; undefined when absent or null. */
  text(fields: Fields, path: FieldPath, limits: Limits = {}): string | undefined {
    const value = fields[lastOf(path)];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      this.fail(path, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`);
      return undefined;
    }
    const text = String(value).trim();
    this.#checkLength(path, text.length, limits);
    return text;
  }

  /** A text that must be there. */
  requiredText(fields: Fields, path: FieldPath, limits: Limits = {}): string {
    const text = this.text(fields, path, limits);
    if (text === undefined || text === '') this.#require(path);
    return text ?? '';
  }

  /** A whole number; undefined when absent or null. */
  integer(fields: Fields, path: FieldPath, limits: Limits = {}): number | undefined {
    const value = fields[lastOf(path)];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.fail(path, 'NUMBER_TYPE_COERCE', `Value "${JSON.stringify(value)}" is not int.`);
      return undefined;
    }
    if (value < (limits.min ?? -Infinity)) {
      this.fail(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${limits.min}.`);
    }
    if (value > (limits.max ?? Infinity)) {
      this.fail(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${limits.max}.`);
    }
    return value;
  }

  /** True or false; undefined when absent or null. */
  flag(fields: Fields, path: FieldPath): boolean | undefined {
    const value = fields[lastOf(path)];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    this.fail(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
    return undefined;
  }

  /** One of a few numbers. */
  choice(fields: Fields, path: FieldPath, choices: readonly number[]): number | undefined {
    const value = this.integer(fields, path);
    if (value !== undefined && !choices.includes(value)) {
      this.fail(path, 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`);
    }
    return value;
  }

  /** A list; undefined when absent or null. */
  list(fields: Fields, path: FieldPath, limits: Limits = {}): readonly unknown[] | undefined {
    const value = fields[lastOf(path)];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) {
      this.fail(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return undefined;
    }
    this.#checkLength(path, value.length, limits);
    return value;
  }

  /** A list of IDs. */
  ids(fields: Fields, path: FieldPath, limits: Limits = {}): string[] | undefined {
    const list = this.list(fields, path, limits);
    list?.forEach((id, index) => {
      if (!/^\d{17,19}$/.test(String(id))) {
        this.fail([...path, index], 'NUMBER_TYPE_COERCE', `Value "${String(id)}" is not snowflake.`);
      }
    });
    return list?.map(String);
  }

  /** An object; empty when absent, null or something else. */
  object(value: unknown, path: FieldPath): Fields {
    if (isFields(value)) return value;
    if (value !== undefined && value !== null) {
      this.fail(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    }
    return {};
  }

  #require(path: FieldPath): void {
    this.fail(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  #checkLength(path: FieldPath, length: number, { min = 0, max = Infinity }: Limits): void {
    if (length >= min && length <= max) return;
    if (min > 0) this.fail(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    else this.fail(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  }
}

function lastOf(path: FieldPath): string {
  return String(path.at(-1));
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
