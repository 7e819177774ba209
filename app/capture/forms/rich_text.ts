/** A piece of a line: words, or words that lead somewhere. */
export interface Inline {
  text: string
  href?: string
}
export type Block = { type: 'p' | 'ul'; lines: Inline[][] }

const LINK =
  /\[([^\]\n]{1,300})\]\((https?:\/\/[^\s)]{1,500}|mailto:[^\s)]{1,200}|tel:[+\d\s()-]{1,40})\)/g

/** Links in a line, and nothing else of markup: what is no link is words. */
export function inlines(line: string): Inline[] {
  const pieces: Inline[] = []
  let at = 0
  for (const match of line.matchAll(LINK)) {
    if (match.index > at) pieces.push({ text: line.slice(at, match.index) })
    pieces.push({ text: match[1]!, href: match[2]! })
    at = match.index + match[0].length
  }
  if (at < line.length) pieces.push({ text: line.slice(at) })
  return pieces
}

/** Paragraphs, and points that begin with `- `. */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map((block) => {
      const lines = block.split('\n').map((line) => line.trim())
      const points = lines.every((line) => line.startsWith('- '))
      return {
        type: points ? ('ul' as const) : ('p' as const),
        lines: lines.map((line) => inlines(points ? line.slice(2) : line)),
      }
    })
}
