import { test } from '@japa/runner'
import fc from 'fast-check'
import { cellsOf, columnOf, entryOf } from '#intake/suppression_columns'
import { readLines } from '#intake/suppression/read_lines'
import { readList } from '#privacy/list_input'
import { readSpan } from '#privacy/expires_in'

async function* chunked(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function linesOf(text: string, size: number, from = 0) {
  const lines: { text: string; end: number }[] = []
  for await (const line of readLines(chunked(Buffer.from(text), size), from)) lines.push(line)
  return lines
}

test.group('Files of suppression lists', () => {
  test('lines are found wherever a chunk ends', async ({ assert }) => {
    const line = fc.stringMatching(/^[a-zäöü@. ]{0,12}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, size) => {
          const text = all.join('\n')
          const read = await linesOf(`${text}\n`, size)
          assert.deepEqual(
            read.map((one) => one.text),
            all
          )
          // Reading again from behind any line goes on with the next one.
          const half = read[Math.floor(read.length / 2)]
          const rest = await linesOf(`${text}\n`, size, half.end)
          assert.deepEqual(
            rest.map((one) => one.text),
            all.slice(Math.floor(read.length / 2) + 1)
          )
        }
      )
    )
  })

  test('line ends of Windows, a byte order mark and a last line without an end', async ({
    assert,
  }) => {
    const read = await linesOf('\uFEFFa@b.co\r\nc@d.co', 3)
    assert.deepEqual(
      read.map((one) => one.text),
      ['a@b.co', 'c@d.co']
    )
  })

  test('a line of any length takes no more memory than an entry needs', async ({ assert }) => {
    const [long, next] = await linesOf(`${'x'.repeat(1_000_000)}\nnext\n`, 65_536)
    assert.isBelow(long.text.length, 200_000)
    assert.equal(next.text, 'next')
  })

  test('the column is found, also behind names and dates', ({ assert }) => {
    const cells = cellsOf('"2026-11-01";"Jane";"jane@example.com"')
    assert.deepEqual(cells, ['2026-11-01', 'Jane', 'jane@example.com'])
    assert.equal(columnOf(cells, null, 'DE'), 2)
    assert.isNull(columnOf(['date', 'name', 'email'], null, 'DE'))
    assert.isTrue(entryOf(cells, 2, null, 'DE').ok)
    assert.isFalse(entryOf(cells, 1, 'email', 'DE').ok)
    assert.isFalse(entryOf(['x'], 2, null, 'DE').ok)
    assert.equal(columnOf(cellsOf('Jane,+14155552671'), 'phone', null), 1)
  })
})

test.group('What is written about lists', () => {
  const known = {
    partners: new Map([['sunco', { id: 'par_1' }]]),
    profiles: new Map([['solar', 1]]),
  }

  test('a list says whom it blocks, and only what is there', ({ assert }) => {
    const some = readList(
      {
        key: 'dnc',
        name: 'Some',
        blocks: 'some',
        partners: ['sunco', 'sunco'],
        profiles: ['wind'],
      },
      null,
      known
    )
    assert.deepEqual(some.ok ? [] : some.problem.map(({ field }) => field), ['profiles[0]'])
    const whole = readList({ key: 'dnc', name: 'All', partners: ['sunco'] }, null, known)
    assert.deepEqual(whole.ok && whole.value.partners, [])
    const own = readList({ key: 'own', name: 'Own', partner: 'sunco' }, null, known)
    assert.deepEqual(own.ok && [own.value.partnerId, own.value.blocks], ['par_1', 'some'])
    const nobody = readList({ key: 'own', name: 'Own', partner: 'nobody' }, null, known)
    assert.deepEqual(nobody.ok ? [] : nobody.problem.map(({ field }) => field), ['partner'])
    const unnamed = readList({ key: 'x', name: ' ' }, null, known)
    assert.deepEqual(unnamed.ok ? [] : unnamed.problem.map(({ field }) => field), ['name'])
  })

  test('spans are minutes, hours or days, up to ten years', ({ assert }) => {
    assert.equal(readSpan('30d'), 30 * 86_400_000)
    assert.equal(readSpan('12h'), 12 * 3_600_000)
    assert.equal(readSpan('15m'), 900_000)
    for (const text of ['0d', '30', 'd', '30 d', '-1d', '999999d', '1w'])
      assert.isNull(readSpan(text), text)
  })
})
