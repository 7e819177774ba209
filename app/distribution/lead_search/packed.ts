import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { store } from '#store/store'
import type { Value } from '#store/types'

const TIME_BYTES = 6

/** Bytes as a row takes them: rows reach PostgreSQL as JSON, which has no bytes. */
export const asBytes = (bytes: Buffer): Value =>
  store.backend.dialect === 'postgres' ? `\\x${bytes.toString('hex')}` : bytes

export const packIds = (ids: readonly string[]): Buffer => deflateRawSync(ids.join('\n'))
export const unpackIds = (bytes: Uint8Array): string[] =>
  inflateRawSync(bytes).toString('latin1').split('\n')

export function packTimes(times: readonly number[]): Buffer {
  const bytes = Buffer.alloc(times.length * TIME_BYTES)
  times.forEach((time, i) => bytes.writeUIntBE(time, i * TIME_BYTES, TIME_BYTES))
  return deflateRawSync(bytes)
}

export function unpackTimes(packed: Uint8Array): number[] {
  const bytes = inflateRawSync(packed)
  return Array.from({ length: bytes.length / TIME_BYTES }, (_, i) =>
    bytes.readUIntBE(i * TIME_BYTES, TIME_BYTES)
  )
}
