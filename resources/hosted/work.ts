/*
 * The work that keeps programs out: the number whose hash is the challenge. In slices between what the visitor does, with
 * a SHA-256 of its own, as the browser's is there on secure pages alone and answers one hash at a time.
 */

export interface Challenge {
  algorithm: string
  challenge: string
  maxnumber: number
  salt: string
  signature: string
}

const K = new Uint32Array(64)
const START = new Uint32Array(8)

/** The constants are the first bits of roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function fill() {
  const bits = (root: number) => ((root % 1) * 4294967296) >>> 0
  for (let n = 2, found = 0; found < 64; n++) {
    let isPrime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false
    if (!isPrime) continue
    if (found < 8) START[found] = bits(Math.sqrt(n))
    K[found++] = bits(Math.cbrt(n))
  }
}
fill()

const W = new Uint32Array(64)
const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by))

function compress(H: Uint32Array, block: Uint8Array, at: number) {
  for (let i = 0; i < 16; i++) {
    const j = at + i * 4
    W[i] = (block[j]! << 24) | (block[j + 1]! << 16) | (block[j + 2]! << 8) | block[j + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15]!
    const b = W[i - 2]!
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    W[i] = W[i - 16]! + s0 + W[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = H as unknown as number[] as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ]
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) H[i] = H[i]! + sums[i]!
}

/** Hex SHA-256 of text of the first 128 characters. */
export function sha256(text: string): string {
  const length = text.length
  const blocks = (length + 9 + 63) >> 6
  const bytes = new Uint8Array(blocks * 64)
  for (let i = 0; i < length; i++) bytes[i] = text.charCodeAt(i)
  bytes[length] = 0x80
  const bits = length * 8
  for (let i = 0; i < 4; i++) bytes[bytes.length - 1 - i] = (bits >>> (8 * i)) & 255
  const H = START.slice()
  for (let i = 0; i < blocks; i++) compress(H, bytes, i * 64)
  let hex = ''
  for (const word of H) hex += word.toString(16).padStart(8, '0')
  return hex
}

const SLICE_MS = 8

/** Works until the number is found, a little at a time. */
export async function solve(challenge: Challenge): Promise<string | null> {
  for (let number = 0; number <= challenge.maxnumber;) {
    const until = performance.now() + SLICE_MS
    do {
      for (let i = 0; i < 50 && number <= challenge.maxnumber; i++, number++)
        if (sha256(challenge.salt + number) === challenge.challenge)
          return JSON.stringify({ ...challenge, number })
    } while (number <= challenge.maxnumber && performance.now() < until)
    await new Promise((done) => setTimeout(done))
  }
  return null
}
