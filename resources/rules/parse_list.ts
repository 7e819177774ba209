/*
 * Many values from one paste: a column of a spreadsheet, a line with commas, or both.
 */

/**
 * Values in the order they came, each once. Quotes keep what they hold together. `decimals`: a comma inside a column of
 * numbers is their decimal point.
 */
export function parseList(text: string, { decimals = false } = {}): string[] {
  const inColumns = decimals && /[\n\t;]/.test(text.trim())
  const separators = inColumns ? '\n\r\t;' : '\n\r\t;,'
  const values: string[] = []
  let value = ''
  let quoted = false
  const take = () => {
    const trimmed = value.trim()
    if (trimmed) values.push(inColumns ? trimmed.replace(',', '.') : trimmed)
    value = ''
  }
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (!quoted && separators.includes(character)) take()
    else value += character
  }
  take()
  return [...new Set(values)]
}
