import { test } from '@japa/runner'
import { filesBelow, textOf } from '#tests/helpers/source_files'

/** Keys at the first level of the object type that begins behind `start`. */
function keysOf(text: string, start: string): string[] {
  const at = text.indexOf(start)
  if (at < 0) return []
  const body = text.slice(at + start.length, text.indexOf('\n}', at))
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => key)
}

test.group('What pages are given', () => {
  test('no page takes for its own what the layout around it reads', ({ assert }) => {
    const shared = keysOf(textOf('resources/types.ts'), 'export interface SharedProps {')
    assert.includeMembers(shared, ['brand', 'account', 'accounts', 'base', 'waiting', 'limits'])
    const pages = filesBelow('resources/pages').filter((path) => path.endsWith('.vue'))
    const given = pages.map((path) => ({ path, keys: keysOf(textOf(path), 'defineProps<{') }))
    assert.isAbove(given.filter(({ keys }) => keys.length > 0).length, 40)
    const taken = given.flatMap(({ path, keys }) =>
      keys.filter((key) => shared.includes(key)).map((key) => `${path}: ${key}`)
    )
    assert.deepEqual(taken, [])
  })
})
