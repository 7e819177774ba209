import { test } from '@japa/runner'
import { FakeDns } from '#tests/functional/domains/support'
import { fullAccount } from '#tests/functional/authorization/world'
import { ALLOWED, OF_WHAT_IS_OPEN } from '#tests/functional/store/allowed_walks'
import { lookOnceAtEverything } from '#tests/functional/store/background'
import { BIG_TABLES } from '#tests/functional/store/big_tables'
import { type Walk, planReader } from '#tests/functional/store/read_plans'
import { type Statement, Statements } from '#tests/functional/store/statements'
import { visitEverything } from '#tests/functional/store/visits'
import { startEngine } from '#tests/helpers/make_account'

/** A run of everything is heard as a few hundred statements: fewer, and the ears were shut. */
const AT_LEAST = 600

const isAllowed = ({ text }: Statement, { index }: Walk) =>
  (index !== null && OF_WHAT_IS_OPEN.includes(index)) ||
  ALLOWED.some(({ statement }) => statement.test(text))

test.group('Plans of queries', (group) => {
  group.setup(() => startEngine())
  group.setup(() => new FakeDns().use())

  test('no table that grows with leads is read from end to end', async ({ assert }) => {
    const home = await fullAccount()
    const statements = new Statements()
    statements.listen()
    try {
      await lookOnceAtEverything()
      await visitEverything(home)
      await lookOnceAtEverything()
    } finally {
      statements.stop()
    }
    assert.isAbove(statements.heard.size, AT_LEAST)
    const reader = await planReader(BIG_TABLES)
    const found: string[] = []
    for (const statement of statements.heard.values())
      for (const walk of await reader.read(statement))
        if (BIG_TABLES.includes(walk.table) && !isAllowed(statement, walk))
          found.push(`${walk.table} along ${walk.index ?? 'itself'}: ${statement.text}`)
    await reader.close()
    assert.deepEqual(found, [])
  }).timeout(300_000)
})
