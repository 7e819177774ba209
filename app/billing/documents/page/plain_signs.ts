/** Forms of spaces and hyphens the base font lacks, as those it has. */
const PLAIN: Record<string, string> = {
  '\u2007': '\u00a0',
  '\u2008': '\u00a0',
  '\u202f': '\u00a0',
  '\u2010': '-',
  '\u2011': '-',
}

/** The same text in signs that can be drawn. */
export const plainSigns = (text: string): string =>
  plainPictures(text.toWellFormed())
    .replace(/[\u2007\u2008\u202f\u2010\u2011]/g, (sign) => PLAIN[sign]!)
    // Those have no glyph, and no place in a document.
    .replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd')

const FIRST_FLAG = 0x1f1e6

/**
 * Pictures are drawn in one colour, each by itself: what asks for colour, for a skin or joins several asks for glyphs that no
 * font in one colour has, and would leave a box. A flag is its country's letters.
 */
const plainPictures = (text: string): string =>
  text
    .replace(/[\ufe0e\ufe0f\u20e3]|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/gu, '')
    .replace(/(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})/gu, '')
    .replace(/[\u{1f1e6}-\u{1f1ff}]/gu, (sign) =>
      String.fromCharCode(65 + sign.codePointAt(0)! - FIRST_FLAG)
    )
