/**
 * Lines of text as one CSS string, for the margins of pages: everything but plain letters and digits is written as its code
 * point, so no text can end the string or the style it stands in.
 */
export const cssText = (lines: readonly string[]): string => `"${lines.map(escape).join('\\A ')}"`

const escape = (line: string) =>
  [...line].map((sign) => (/[A-Za-z0-9]/.test(sign) ? sign : `\\${code(sign)} `)).join('')

/** A lone half of a surrogate pair is no sign; NUL cannot be written in CSS. */
function code(sign: string): string {
  const point = sign.codePointAt(0)!
  return point === 0 || (point >= 0xd800 && point <= 0xdfff) ? 'fffd' : point.toString(16)
}
