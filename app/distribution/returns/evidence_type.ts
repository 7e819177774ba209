const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Beginnings of what is taken: [type, place, bytes as latin1]. All of a type's parts have to be there. */
const SIGNATURES: [type: string, parts: [at: number, bytes: string][]][] = [
  ['image/png', [[0, '\x89PNG\r\n\x1a\n']]],
  ['image/jpeg', [[0, '\xff\xd8\xff']]],
  ['image/gif', [[0, 'GIF8']]],
  [
    'image/webp',
    [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  ],
  ['application/pdf', [[0, '%PDF-']]],
  [
    'audio/wav',
    [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
  ],
  ['audio/mpeg', [[0, 'ID3']]],
  ['audio/ogg', [[0, 'OggS']]],
  ['audio/mp4', [[4, 'ftypM4A']]],
]

/** Of the controls plain text has these: tab to carriage return, and escape. */
const TEXT_CONTROLS = new Set([9, 10, 11, 12, 13, 27])
const isPlain = (text: string) => {
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) < 32 && !TEXT_CONTROLS.has(text.charCodeAt(i))) return false
  return true
}

/**
 * What evidence is, by its content: a picture, a PDF, a recording, or text. Null: none of these, such as a program, an
 * archive or an office document. It is only ever handed out as a download.
 */
export function evidenceTypeOf(content: Buffer): string | null {
  const head = content.subarray(0, 16).toString('latin1')
  for (const [type, parts] of SIGNATURES)
    if (parts.every(([at, bytes]) => head.startsWith(bytes, at))) return type
  // A frame of MPEG audio without a tag before it.
  if (content.length > 4 && content[0] === 0xff && (content[1] & 0xe6) === 0xe2) return 'audio/mpeg'
  try {
    return isPlain(utf8.decode(content)) ? 'text/plain' : null
  } catch {
    return null
  }
}
