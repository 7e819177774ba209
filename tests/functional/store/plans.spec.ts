import { test } from '@japa/runner'
import { FakeDns } from '#tests/functional/domains/support'
import { fullAccount } from '#tests/functional/authorization/world'
import { lookOnceAtEverything } from '#tests/functional/store/background'
import { BIG_TABLES } from '#tests/functional/store/big_tables'
import { planReader } from '#tests/functional/store/read_plans'
import { Statements } from '#tests/functional/store/statements'
import { visitEverything } from '#tests/functional/store/visits'
import { startEngine } from '#tests/helpers/make_account'

test.group('Plans of queries', (group) => {
  group.setup(() => startEngine())
  group.setup(() => new FakeDns().use())

  test('no table that grows with leads is read from end to end', async ({ assert }) => {
    const statements = new Statements()
    statements.listen()
    const home = await fullAccount()
    await lookOnceAtEverything()
    await visitEverything(home)
    await lookOnceAtEverything()
    statements.stop()
    const reader = await planReader(BIG_TABLES)
    const found: string[] = []
    for (const statement of statements.heard.values())
      for (const walk of await reader.read(statement))
        if (BIG_TABLES.includes(walk.table)) found.push(`${walk.table} ${walk.index} ${walk.limited}: ${statement.text}`)
    await reader.close()
    console.log(statements.heard.size)
    assert.deepEqual(found, [])
  }).timeout(300_000)
})
