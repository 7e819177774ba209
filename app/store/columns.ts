/*
 * Column options of Lucid models by the conventions of the schema: JSON is text, booleans come back as 0 and 1 from SQLite.
 */
export const asJson = {
  prepare: (value: unknown) =>
    value === null || value === undefined ? null : JSON.stringify(value),
  consume: (text: unknown) => (typeof text === 'string' ? JSON.parse(text) : (text ?? null)),
}

export const asBoolean = { consume: (value: unknown) => Boolean(value) }
