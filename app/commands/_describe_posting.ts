import type { PostedFile } from '#distribution/post_file/post_file'
import { count, duration } from '#commands/_progress'

/** What a posting came to, for stdout. */
export function describePosting(file: string, posted: PostedFile): string {
  const { state, earlier, refusals, outcome } = posted
  const { counts } = state
  if (posted.before) {
    const when = new Date(state.startedAt).toISOString()
    return `${file} was posted before: ${count(state.row)} rows, begun ${when}. --again posts it anew.\n`
  }
  const mine = state.row - earlier
  const seconds = Math.max(posted.seconds, 0.001)
  const before = earlier ? `, after ${count(earlier)} by earlier runs` : ''
  const lines = [
    `${file}: ${count(mine)} rows in ${duration(seconds)} (${count(Math.round(mine / seconds))}/s)${before}`,
    `  stored      ${count(counts.stored + counts.repeated)}`,
    `  duplicates  ${count(counts.duplicates)}`,
  ]
  if (counts.updated) lines.push(`  updated     ${count(counts.updated)}`)
  lines.push(`  refused     ${count(counts.refused)}`)
  for (const { line, message } of refusals) lines.push(`    line ${line}: ${message}`)
  const unsaid = counts.refused - refusals.length
  if (unsaid > 0 && refusals.length > 0) lines.push(`    and ${count(unsaid)} more`)
  const known = Object.entries(outcome)
  if (known.length)
    lines.push(`  distributions: ${known.map(([status, n]) => `${count(n)} ${status}`).join(', ')}`)
  const open = (outcome.queued ?? 0) + (outcome.running ?? 0)
  if (open) lines.push(`  ${count(open)} go on in the running app or its workers.`)
  if (!state.done) lines.push('  Stopped before the end: the same command goes on from here.')
  return `${lines.join('\n')}\n`
}
