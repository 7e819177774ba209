/*
 * An ICC profile (ICC.1:2001-12, version 2) of sRGB (IEC 61966-2-1): what the colours of an archived PDF mean. Made here, so
 * that nobody's file has to be shipped.
 */
const CURVE_POINTS = 1024
const WHITE = [0.9642, 1, 0.8249] as const
const PRIMARIES = {
  rXYZ: [0.4360747, 0.2225045, 0.0139322],
  gXYZ: [0.3850649, 0.7168786, 0.0971045],
  bXYZ: [0.1430804, 0.0606169, 0.7141733],
} as const

const fixed = (value: number) => Math.round(value * 65_536)

function xyz(values: readonly number[]): Buffer {
  const tag = Buffer.alloc(20)
  tag.write('XYZ ', 0, 'latin1')
  values.forEach((value, i) => tag.writeInt32BE(fixed(value), 8 + 4 * i))
  return tag
}

function curve(): Buffer {
  const tag = Buffer.alloc(12 + 2 * CURVE_POINTS)
  tag.write('curv', 0, 'latin1')
  tag.writeUInt32BE(CURVE_POINTS, 8)
  for (let i = 0; i < CURVE_POINTS; i++) {
    const v = i / (CURVE_POINTS - 1)
    const linear = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
    tag.writeUInt16BE(Math.round(linear * 65_535), 12 + 2 * i)
  }
  return tag
}

function description(text: string): Buffer {
  const tag = Buffer.alloc(12 + text.length + 1 + 8 + 70)
  tag.write('desc', 0, 'latin1')
  tag.writeUInt32BE(text.length + 1, 8)
  tag.write(text, 12, 'latin1')
  return tag
}

const plain = (text: string) =>
  Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${text}\0`)])

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

export function srgbProfile(): Buffer {
  const shared = curve()
  const tags: [string, Buffer][] = [
    ['desc', description('sRGB IEC61966-2.1')],
    ['cprt', plain('No copyright, use freely')],
    ['wtpt', xyz(WHITE)],
    ...Object.entries(PRIMARIES).map(([name, values]): [string, Buffer] => [name, xyz(values)]),
    ['rTRC', shared],
    ['gTRC', shared],
    ['bTRC', shared],
  ]
  const table = Buffer.alloc(4 + 12 * tags.length)
  table.writeUInt32BE(tags.length, 0)
  const places = new Map<Buffer, number>()
  const parts: Buffer[] = []
  let at = 128 + table.length
  tags.forEach(([name, bytes], i) => {
    if (!places.has(bytes)) {
      places.set(bytes, at)
      parts.push(padded(bytes))
      at += padded(bytes).length
    }
    table.write(name, 4 + 12 * i, 'latin1')
    table.writeUInt32BE(places.get(bytes)!, 8 + 12 * i)
    table.writeUInt32BE(bytes.length, 12 + 12 * i)
  })
  return Buffer.concat([head(at), table, ...parts])
}

function head(size: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.writeUInt32BE(size, 0)
  bytes.writeUInt32BE(0x02100000, 8)
  bytes.write('mntrRGB XYZ ', 12, 'latin1')
  ;[2026, 1, 1, 0, 0, 0].forEach((part, i) => bytes.writeUInt16BE(part, 24 + 2 * i))
  bytes.write('acsp', 36, 'latin1')
  WHITE.forEach((value, i) => bytes.writeInt32BE(fixed(value), 68 + 4 * i))
  return bytes
}
