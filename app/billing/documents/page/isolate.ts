const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * A text that is put beside others, with signs around it that keep its direction to itself (UAX #9, 6.3): numbers beside a
 * Hebrew or Arabic name stay in their order. Other texts stay as they are.
 */
export const isolated = (text: string): string =>
  RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text

/** A text that names somebody, such as one with placeholders, with the name isolated. */
export const withIsolated = (text: string, name: string): string =>
  RIGHT_TO_LEFT.test(name) ? text.replaceAll(name, isolated(name)) : text
