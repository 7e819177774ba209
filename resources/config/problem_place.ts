import type { ProfileForm } from '~/profiles'
import { keysOf } from '~/config/path_keys'

/** Where a mistake of a profile stands, for people: "SunCo, delivery url" for `assignments[0].delivery.url`. */
export function problemPlace(
  field: string,
  form: ProfileForm,
  partners: Readonly<Record<string, string>>,
  t: (key: string) => string
): string {
  const [first, place, ...rest] = keysOf(field)
  if (first !== 'assignments' || place === undefined) return wordsOf([first, place, ...rest], t)
  const assignment = form.assignments?.[Number(place)]
  if (!assignment) return field
  const name = partners[assignment.partner] ?? assignment.partner
  const part = wordsOf(rest, t)
  return part ? `${name} (${assignment.key}), ${part}` : `${name} (${assignment.key})`
}

const WORDS = ['filter', 'price', 'schedule', 'caps', 'delivery', 'partner', 'trigger', 'strategy']

function wordsOf(keys: (string | undefined)[], t: (key: string) => string): string {
  const [first, ...rest] = keys.filter((key): key is string => Boolean(key))
  if (!first) return ''
  const word = WORDS.includes(first) ? t(`profiles.part.${first}`) : first
  // Inside a rule the way to a condition says nothing to a person.
  const more = first === 'filter' ? [] : rest.filter((key) => !/^\d+$/.test(key))
  return [word, ...more.map((key) => key.replaceAll('_', ' '))].join(' ')
}
