/** A unit of time, by its shortest word, which every language here has. */
export type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'y';

/**
 * The words for units of time, in lower case, by language. Another language is another table; English is understood
 * beside it. A word with an accent is listed without it, too, as many people type it.
 */
export const durationWords = {
  en: {
    ms: 'ms milli millisecond milliseconds',
    s: 's sec secs second seconds',
    m: 'm min mins minute minutes',
    h: 'h hr hrs hour hours',
    d: 'd day days',
    w: 'w week weeks',
    mo: 'mo mon mth mths month months',
    y: 'y yr yrs year years',
  },
  de: {
    ms: 'ms milli millisekunde millisekunden',
    s: 's sek sekunde sekunden',
    m: 'm min mins minute minuten',
    h: 'h st std stund stunde stunden',
    d: 'd t tag tage',
    w: 'w woche wochen',
    mo: 'mo mon mons mth monat monate',
    y: 'y j jh jahr jahre',
  },
  fr: {
    ms: 'ms milli milliseconde millisecondes',
    s: 's sec secs seconde secondes',
    m: 'm min mins minute minutes',
    h: 'h hr hrs heure heures',
    d: 'd j jour jours',
    w: 'w sem semaine semaines',
    mo: 'mo mon mois',
    y: 'y a an ans année années annee annees',
  },
} satisfies Record<string, Record<Unit, string>>;

export type DurationLanguage = keyof typeof durationWords;
