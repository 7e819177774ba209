/** Why the server could not read an answer's body, in the reader's language; what it has no words for stays as it is. */
export function sayUnreadable(
  why: string,
  t: (key: string, values?: Record<string, unknown>) => string
): string {
  if (why === 'the answer has no body') return t('delivery.unreadable.empty')
  const cut = /^the answer is longer than (.+) and was cut$/.exec(why)
  if (cut) return t('delivery.unreadable.cut', { limit: cut[1] })
  const format = /^the answer is not readable as (JSON|XML)$/.exec(why)
  if (format) return t('delivery.unreadable.format', { format: format[1] })
  return why === 'the answer is not readable as JSON or XML' ? t('delivery.unreadable.any') : why
}
