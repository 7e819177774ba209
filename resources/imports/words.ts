/* How imports are spoken of. */
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { fieldProblemText, problemText } from '~/problem_text'
import { type FieldProblem, Problem } from '~/request'
import { sizeOf } from './names'
import type { ImportEntity, ImportProfile, LeadImport } from './types'
import type { Target } from './mapping'

export function useImportWords() {
  const { t, te } = useI18n()
  const { number } = useFormat()

  function bytes(of: number): string {
    const { n, unit } = sizeOf(of)
    return number(n, { style: 'unit', unit, maximumFractionDigits: n < 10 ? 1 : 0 })
  }

  function left(seconds: number): string {
    if (seconds < 60)
      return t('imports.progress.seconds', { n: number(Math.max(1, Math.round(seconds))) })
    if (seconds < 3600)
      return t('imports.progress.minutes', { n: number(Math.round(seconds / 60)) })
    return t('imports.progress.hours', {
      h: number(Math.floor(seconds / 3600)),
      min: number(Math.round((seconds % 3600) / 60)),
    })
  }

  /** "1,200 of 3,000 rows · 800 a second · 3 s left". */
  function progress({ progress: now, status }: LeadImport): string {
    if (!now) return t('imports.progress.waiting')
    const parts = [
      now.of === null
        ? t('imports.progress.far', { done: number(now.done) }, now.done)
        : t('imports.progress.of', { done: number(now.done), of: number(now.of) }),
    ]
    if (status !== 'paused' && now.rate && now.rate >= 1)
      parts.push(t('imports.progress.rate', { n: number(Math.round(now.rate)) }))
    if (status !== 'paused' && now.remaining_s !== null && now.of !== null && now.done < now.of)
      parts.push(t('imports.progress.left', { time: left(now.remaining_s) }))
    return parts.join(' · ')
  }

  /** What a column may be, for people: "Address: city". */
  function target({ value, field, part }: Target): string {
    if (!field) return t(`imports.target.${value.replace('.', '_')}`)
    return part
      ? t('imports.target.part', { field: field.label, part: t(`rules.part.${part}`) })
      : field.label
  }

  /** What a field of a problem is called; fields may come with a part. */
  function fieldName(field: string, entity: ImportEntity | undefined): string {
    const [key, part] = field.split('.', 2)
    const found = entity?.fields.find((one) => one.key === key)
    if (!found) {
      const text = `imports.target.${field.replace('.', '_')}`
      return te(text, 'en') ? t(text) : field
    }
    return target({ value: field, field: found, part })
  }

  /** What is wrong, without the field's name: that stands beside it. */
  function problem(of: FieldProblem): string {
    const key = `imports.rule.${of.rule}`
    return te(key, 'en') ? t(key) : fieldProblemText(of)
  }

  /** Why a file was not taken: what is wrong with it, where that is said. */
  const refusal = (failure: unknown): string =>
    failure instanceof Problem && failure.errors[0]
      ? problem(failure.errors[0])
      : problemText(failure)

  function facts({ format, encoding, separator, bytes: size, rows }: LeadImport): string[] {
    const known = (kind: string, value: string) => {
      const key = `imports.${kind}.${value}`
      return te(key, 'en') ? t(key) : value.toUpperCase()
    }
    return [
      known('format', format),
      ...(encoding && format !== 'xlsx' ? [known('encoding', encoding)] : []),
      ...(separator ? [separatorWord(separator)] : []),
      bytes(size),
      ...(rows === null ? [] : [t('imports.facts.rows', { n: number(rows) }, rows)]),
    ]
  }
  function separatorWord(sign: string): string {
    const names: Record<string, string> = {
      ',': 'comma',
      ';': 'semicolon',
      '\t': 'tab',
      '|': 'bar',
    }
    return names[sign] ? t(`imports.separator.${names[sign]}`) : sign
  }

  const profileNames = (profiles: readonly ImportProfile[]) =>
    profiles.map(({ name }) => name).join(', ')

  return { bytes, progress, target, fieldName, problem, refusal, facts, profileNames }
}
