const MAX_SHOWN = 500

/** What a trace keeps of a value: long text is cut, since every assignment's trace is stored. */
export const cutValue = (value: unknown): unknown =>
  typeof value === 'string' && value.length > MAX_SHOWN
    ? `${value.slice(0, MAX_SHOWN).toWellFormed()}…`
    : value
