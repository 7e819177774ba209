import type { Infer } from '@vinejs/vine/types'
import { invalid } from '#shared/http_problem'
import type { Problem } from '#shared/result'
import { EVIDENCE_LIMIT, readEvidence } from '#distribution/returns/evidence'
import type { ReturnWish } from '#distribution/returns/types'
import type { returnInput } from '#distribution/validators/return_inputs'

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
const LONGEST = Math.ceil(EVIDENCE_LIMIT / 3) * 4 + 4

/** A body as what is wished for: files are decoded and looked at. Throws what is wrong with them. */
export function readWish(body: Infer<typeof returnInput>): ReturnWish {
  const problems: Problem[] = []
  const files = (body.evidence ?? []).map(({ name, content }, i) => {
    const text = content.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s+/g, '')
    const field = `evidence[${i}].content`
    if (!BASE64.test(text)) problems.push({ field, rule: 'file', message: 'must be base64' })
    return { name, content: Buffer.from(text.slice(0, LONGEST), 'base64') }
  })
  if (problems.length) throw invalid(problems)
  const evidence = readEvidence(files, problems)
  if (problems.length) throw invalid(problems)
  return { reason: body.reason, note: body.note || null, evidence, waive: body.waive ?? false }
}
