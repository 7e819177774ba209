import { encode } from 'uqr'

export interface QrCode {
  /** Width and height in modules, quiet zone included. */
  size: number
  /** The dark modules as the `d` of one SVG path. */
  path: string
}

/** A QR code to be drawn as a path: no image is loaded, no markup is trusted. */
export function qrPath(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const runs: string[] = []
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue
      let width = 1
      while (row[x + width]) width++
      runs.push(`M${x} ${y}h${width}v1h-${width}z`)
      x += width
    }
  })
  return { size, path: runs.join('') }
}
