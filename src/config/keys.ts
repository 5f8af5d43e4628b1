import { Type } from 'typebox';
import type { TProperties } from 'typebox';

// A key with a default may be left out of the file, yet is always there once the file is read: `required` lists the
// others only, while the TypeScript type has them all.
export function section<Properties extends TProperties>(description: string, properties: Properties) {
  const required = Object.keys(properties).filter((key) => !Object.hasOwn(properties[key] ?? {}, 'default'));
  const filledIn = required.length === 0 ? { default: {} } : {};
  return Type.Object(properties, { additionalProperties: false, description, required, ...filledIn });
}

export function oneOf<const Value extends string>(values: readonly Value[], fallback: Value, description: string) {
  return Type.Unsafe<Value>({ type: 'string', enum: values, default: fallback, description });
}

export function textOrNone(
  description: string,
  limits: { minLength?: number; maxLength?: number; template?: readonly string[] } = {},
) {
  return Type.Unsafe<string | null>({ type: ['string', 'null'], ...limits, default: null, description });
}

// Editors read an unquoted ID as a number, hence the second type. The loader makes every such number a string, so that
// no digit is lost; what reaches the check as a number is too short or too long, and fails the limits.
export function discordId(description: string) {
  const limits = { pattern: '^[0-9]{17,20}$', minimum: 1e16, maximum: 1e20 };
  return Type.Unsafe<string>({ type: ['string', 'integer'], ...limits, description });
}

/** A time-string: checked by reading it. */
export function duration(fallback: string, description: string) {
  return Type.Unsafe<string>({ type: 'string', duration: true, default: fallback, description });
}

/** The same, where nothing may happen at all. */
export function durationOrNone(description: string) {
  return Type.Unsafe<string | null>({ type: ['string', 'null'], duration: true, default: null, description });
}

/** An ID that may be left out. */
export function discordIdOrNone(description: string) {
  return Type.Unsafe<string | null>({
    type: ['string', 'integer', 'null'],
    pattern: '^[0-9]{17,20}$',
    minimum: 1e16,
    maximum: 1e20,
    default: null,
    description,
  });
}

export function numberOrNone(description: string, limits: { minimum: number; maximum: number }) {
  return Type.Unsafe<number | null>({ type: ['integer', 'null'], ...limits, default: null, description });
}
