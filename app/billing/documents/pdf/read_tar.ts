const BLOCK = 512
const FILE = new Set(['0', '\0'])

/** Plain files of a tar archive by their base name: what libraries and fonts are packed in. */
export function* filesOfTar(tar: Buffer): Generator<{ name: string; bytes: Buffer }> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const name = textAt(tar, at, 100)
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8) || 0
    const begin = at + BLOCK
    if (FILE.has(String.fromCharCode(tar[at + 156]!)) && begin + size <= tar.length)
      yield {
        name: name.slice(name.lastIndexOf('/') + 1),
        bytes: tar.subarray(begin, begin + size),
      }
    at = begin + Math.ceil(size / BLOCK) * BLOCK
  }
}

function textAt(tar: Buffer, at: number, length: number): string {
  const end = tar.indexOf(0, at)
  return tar.toString('latin1', at, Math.min(at + length, end < 0 ? tar.length : end)).trim()
}
