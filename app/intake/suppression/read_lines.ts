import { StringDecoder } from 'node:string_decoder'

const LONGEST = 4_096
const NEWLINE = 0x0a

export interface FileLine {
  text: string
  /** Bytes of the file up to behind this line: where reading may begin again. */
  end: number
}

/** Lines of a file from a byte on, never more of it in memory than a chunk. What is too long to be an entry is cut. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: number
): AsyncGenerator<FileLine> {
  let at = 0
  let rest: Buffer[] = []
  let kept = 0
  const take = (part: Buffer) => {
    if (kept < LONGEST) rest.push(part)
    kept += part.length
  }
  const line = (): string => {
    const text = new StringDecoder('utf8').end(Buffer.concat(rest)).slice(0, LONGEST)
    rest = []
    kept = 0
    return text.replace(/^\uFEFF/, '').replace(/\r$/, '')
  }
  for await (const chunk of chunks) {
    const skip = Math.min(Math.max(0, from - at), chunk.length)
    let start = skip
    for (let end; (end = chunk.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      take(chunk.subarray(start, end))
      yield { text: line(), end: at + end + 1 }
    }
    take(chunk.subarray(start))
    at += chunk.length
  }
  if (kept > 0) yield { text: line(), end: at }
}
