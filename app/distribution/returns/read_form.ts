import type { HttpContext } from '@adonisjs/core/http'
import { invalid } from '#shared/http_problem'
import type { Problem } from '#shared/result'
import {
  EVIDENCE_LIMIT,
  EVIDENCE_TOTAL,
  MOST_FILES,
  readEvidence,
} from '#distribution/returns/evidence'
import type { EvidenceFile } from '#distribution/returns/types'

/** What a form may have beside its files, so that files a little too large are still told by name. */
const FORM_BYTES = 2 * 1024 * 1024

/**
 * A form with files as it comes from a page. Of a file that is too large no more is kept than shows it; of too many the
 * first one too many says so. Throws what is wrong with them.
 */
export async function readForm({ request }: Pick<HttpContext, 'request'>): Promise<{
  fields: Record<string, unknown>
  evidence: EvidenceFile[]
}> {
  const files: { name: string; content: Buffer }[] = []
  if (request.multipart) {
    request.multipart.onFile('evidence', {}, async (part, report) => {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of part as AsyncIterable<Buffer>) {
        report(chunk)
        size += chunk.length
        if (size - chunk.length <= EVIDENCE_LIMIT && files.length <= MOST_FILES) chunks.push(chunk)
      }
      files.push({ name: part.filename ?? '', content: Buffer.concat(chunks) })
    })
    await request.multipart.process({ limit: EVIDENCE_TOTAL + FORM_BYTES })
  }
  const problems: Problem[] = []
  const evidence = readEvidence(files, problems)
  if (problems.length) throw invalid(problems)
  return { fields: request.body(), evidence }
}
