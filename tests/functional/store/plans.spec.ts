import { test } from '@japa/runner'
import { dialect } from '#config/database'
import { FakeDns } from '#tests/functional/domains/support'
import { fullAccount } from '#tests/functional/authorization/world'
import { OF_WHAT_IS_OPEN } from '#tests/functional/store/allowed_walks'
import { lookOnceAtEverything } from '#tests/functional/store/background'
import { BIG_TABLES } from '#tests/functional/store/big_tables'
import { PlanReader } from '#tests/functional/store/read_plans'
import { Statements } from '#tests/functional/store/statements'
import { visitEverything } from '#tests/functional/store/visits'
import { startEngine } from '#tests/helpers/make_account'

/** A run of everything is heard as a few hundred statements: fewer, and the ears were shut. */
const AT_LEAST = 600

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
    const reader = new PlanReader(BIG_TABLES)
    const found: string[] = []
    for (const statement of statements.heard.values())
      for (const { table, index } of reader.read(statement))
        if (!OF_WHAT_IS_OPEN.includes(index ?? ''))
          found.push(`${table} along ${index ?? 'itself'}: ${statement.text}`)
    reader.close()
    assert.deepEqual(found, [])
  })
    .timeout(300_000)
    .skip(dialect !== 'sqlite', 'plans of PostgreSQL change with what it has counted')
})
