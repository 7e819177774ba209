import { createHash, randomBytes } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import { removeFiles } from '#entities/store_files'
import { newId } from '#shared/ids'
import type { Problem } from '#shared/result'
import type { Row } from '#store/types'
import { evidenceTypeOf } from '#distribution/returns/evidence_type'
import type { EvidenceFile } from '#distribution/returns/types'

/** Bytes of one file and of all of a request, and how many go with it. */
export const EVIDENCE_LIMIT = 5 * 1024 * 1024
export const EVIDENCE_TOTAL = 10 * 1024 * 1024
export const MOST_FILES = 5
const NAME_LIMIT = 200

/** Evidence as it came, looked at by its content: its name says nothing about what it is. */
export function readEvidence(
  files: readonly { name: string; content: Buffer }[],
  problems: Problem[]
): EvidenceFile[] {
  const refuse = (place: number, rule: string, message: string) =>
    problems.push({ field: `evidence[${place}]`, rule, message })
  if (files.length > MOST_FILES) {
    const message = `must have at most ${MOST_FILES} files`
    problems.push({ field: 'evidence', rule: 'max', message })
    return []
  }
  if (files.reduce((sum, { content }) => sum + content.length, 0) > EVIDENCE_TOTAL) {
    const message = `must have at most ${EVIDENCE_TOTAL / 1024 / 1024} MB together`
    problems.push({ field: 'evidence', rule: 'max', message })
    return []
  }
  return files.flatMap(({ name, content }, i) => {
    if (content.length === 0) refuse(i, 'file', 'is empty')
    else if (content.length > EVIDENCE_LIMIT)
      refuse(i, 'file', `must have at most ${EVIDENCE_LIMIT / 1024 / 1024} MB`)
    else {
      const type = evidenceTypeOf(content)
      if (type === null)
        refuse(i, 'file', 'must be a picture, a PDF, a recording or a plain text file')
      else {
        const sha256 = createHash('sha256').update(content).digest('hex')
        return [{ name: cleanName(name, i), type, size: content.length, sha256, content }]
      }
    }
    return []
  })
}

/** The last part of a path, on one line; what is left of nothing has a number. */
function cleanName(name: string, place: number): string {
  const plain = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(-NAME_LIMIT)
    .toWellFormed()
  return plain === '' || plain === '.' || plain === '..' ? `evidence-${place + 1}` : plain
}

/** Stores evidence under names made here; answers its rows, for the work that writes the request. */
export async function storeEvidence(
  accountId: string,
  returnId: string,
  files: readonly EvidenceFile[],
  at: number
): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, type, size, sha256, content } of files) {
    const path = `returns/${accountId}/${randomBytes(18).toString('hex')}`
    await drive.use().put(path, content, { contentType: 'application/octet-stream' })
    rows.push({
      ...{ id: newId('rfl', at), account_id: accountId, return_id: returnId },
      ...{ name, type, size, sha256, path, created_at: at },
    })
  }
  return rows
}

/** Takes the files of a request away that was not written. */
export const dropEvidence = (rows: readonly Row[]) =>
  removeFiles(rows.map(({ path }) => path as string))
