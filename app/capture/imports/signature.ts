import { createHash } from 'node:crypto'
import { foldName } from '#capture/imports/guess/synonyms'

/** Names a file by what its columns are called: the next one of the same sender is read as this one was. */
export const signatureOf = (entityId: string, header: readonly string[]): string =>
  `${entityId}:${createHash('sha256')
    .update(JSON.stringify(header.map(foldName)))
    .digest('hex')
    .slice(0, 40)}`
