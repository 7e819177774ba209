import { i18n } from './i18n'
import { type FieldProblem, Problem } from './request'

/** What went wrong with one value, in the reader's language where the rule says it all. */
export function fieldProblemText({ rule, message }: FieldProblem): string {
  const { t, te } = i18n.global
  const key = `common.rule.${rule}`
  if (te(key, 'en')) return t(key)
  return message.charAt(0).toUpperCase() + message.slice(1)
}

/** By field path, as forms show them. */
export const problemsByField = (errors: readonly FieldProblem[]): Record<string, string> =>
  Object.fromEntries(
    [...errors].reverse().map((problem) => [problem.field, fieldProblemText(problem)])
  )

/** What failed as a whole: for a toast, a line above a form. */
export function problemText(error: unknown): string {
  const { t } = i18n.global
  if (!(error instanceof Problem)) return t('common.failure.unknown')
  const { status, detail, errors, members } = error
  if (status === 0) return t('common.failure.network')
  if (status === 401) return t('common.failure.session')
  if (status === 403) return t('common.failure.role')
  if (status === 404) return t('common.failure.gone')
  if (status === 429) return t('common.failure.busy')
  if (status === 422)
    return errors.length === 1
      ? fieldProblemText(errors[0])
      : t('common.failure.invalid', { n: errors.length }, errors.length)
  if (status >= 500) return t('common.failure.fault', { id: String(members.request_id ?? '–') })
  if (members.reason === 'other_account') return t('common.failure.account')
  return detail || t('common.failure.unknown')
}
