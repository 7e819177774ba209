/** What Windows-1252 has between 0x80 and 0x9f. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Text as Windows-1252. A letter it lacks becomes its base letter (ł, ő, č), anything else a question mark. */
export function encodeCp1252(text: string): Buffer {
  const bytes: number[] = []
  for (const char of text.normalize('NFC')) {
    const byte = byteOf(char)
    if (byte !== null) bytes.push(byte)
    else for (const one of simpler(char)) bytes.push(byteOf(one) ?? 0x3f)
  }
  return Buffer.from(bytes)
}

function byteOf(char: string): number | null {
  const code = char.codePointAt(0)!
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
  const high = HIGH.indexOf(char)
  return high >= 0 && code > 0x9f ? 0x80 + high : null
}

const LETTERS: Record<string, string> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ħ: 'h', Ħ: 'H' }

const simpler = (char: string): string =>
  LETTERS[char] ?? (char.normalize('NFKD').replaceAll(/\p{M}/gu, '') || '?')
