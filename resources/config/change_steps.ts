import type { ChangeLine, FieldChange, Section, Words } from './describe_changes.js'
import { describeChanges } from './describe_changes.js'

/** One step of applying a blueprint, as the server lists it. */
export interface Change {
  action: 'create' | 'update' | 'delete' | 'publish'
  object: string
  changes?: FieldChange[]
}

export interface ChangeStep {
  action: Change['action']
  /** "Partner SunCo". */
  title: string
  lines: ChangeLine[]
}

/** Steps with what each changes, in words. Of something new nothing more is said than that it is new. */
export const changeSteps = (changes: readonly Change[], words: Words): ChangeStep[] =>
  changes.map(({ action, object, changes: fields = [] }) => {
    const [section, ...rest] = object.split('.') as [Section, ...string[]]
    const name = nameOf(fields) ?? rest.join('.')
    const quiet = action === 'create' || action === 'delete'
    return {
      action,
      title: words.t(`blueprint.object.${section}`, { name }),
      lines: quiet ? [] : describeChanges(fields, { section }, words),
    }
  })

/** What is new says its name itself; everything else is known by its key. */
const nameOf = (fields: readonly FieldChange[]): string | null => {
  const name = fields.find(({ path, from }) => path === 'name' && from === null)?.to
  return typeof name === 'string' ? name : null
}
