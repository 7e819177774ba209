/** Code points a TrueType font has glyphs for, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
export function codePointsOf(font: Buffer): Set<number> {
  const cmap = tableOf(font, 'cmap')
  return cmap ? pointsOfCmap(cmap) : new Set()
}

/** The same of the table alone. */
export function pointsOfCmap(cmap: Buffer): Set<number> {
  const points = new Set<number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4))
    const format = table.readUInt16BE(0)
    if (format === 4) addSegments(table, points)
    else if (format === 12) addGroups(table, points)
  }
  return points
}

function tableOf(font: Buffer, tag: string): Buffer | null {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i
    if (font.toString('latin1', entry, entry + 4) === tag)
      return font.subarray(font.readUInt32BE(entry + 8))
  }
  return null
}

function addSegments(table: Buffer, points: Set<number>) {
  const double = table.readUInt16BE(6)
  for (let i = 0; i < double; i += 2) {
    const last = table.readUInt16BE(14 + i)
    const first = table.readUInt16BE(16 + double + i)
    const delta = table.readUInt16BE(16 + 2 * double + i)
    const place = 16 + 3 * double + i
    const offset = table.readUInt16BE(place)
    for (let point = first; point <= last && point !== 0xffff; point++) {
      const glyph = offset
        ? table.readUInt16BE(place + offset + 2 * (point - first))
        : (point + delta) & 0xffff
      if (glyph) points.add(point)
    }
  }
}

function addGroups(table: Buffer, points: Set<number>) {
  for (let i = 0; i < table.readUInt32BE(12); i++) {
    const at = 16 + 12 * i
    for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point++)
      points.add(point)
  }
}
