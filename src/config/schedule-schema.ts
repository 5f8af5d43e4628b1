import { Type } from 'typebox';

/** The days as the configuration names them, beginning with Sunday, as JavaScript counts them. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type Weekday = (typeof weekdays)[number];

/** When staff are there; a day without hours is closed. */
export type ScheduleConfig = { readonly timezone: string } & Readonly<Record<Weekday, readonly string[]>>;

function hours(day: string) {
  return {
    type: 'array',
    items: { type: 'string', description: 'hours such as `09:00-12:00`' },
    maxItems: 10,
    default: [],
    description: `When staff are there on ${day}, such as \`09:00-12:00\`. Without it, never.`,
  } as const;
}

const [sunday, ...others] = weekdays;

/** Opening hours: what they say is checked by `schedule-problems.ts`. */
export const schedule = Type.Unsafe<ScheduleConfig | null>({
  type: ['object', 'null'],
  properties: {
    timezone: {
      type: 'string',
      minLength: 1,
      description: 'Where the clock of these hours is, such as `Europe/Berlin`. Daylight saving time is heeded.',
    },
    ...Object.fromEntries(
      [...others, sunday].map((day) => [day, hours(`${day.charAt(0).toUpperCase()}${day.slice(1)}s`)]),
    ),
  },
  additionalProperties: false,
  required: ['timezone'],
  default: null,
  description:
    'When staff are there. At other times tickets are taken all the same, and users are told when staff will be back.',
});
