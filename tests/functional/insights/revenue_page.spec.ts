import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { sumNextDay } from '#insights/revenue/sum_days'
import { nextDate } from '#insights/revenue/split_span'
import { DAY, dateText } from '#shared/local_time'
import { as } from '#tests/functional/api/call'
import { billingAccount, book, unbook } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const today = dateText(Math.floor(Date.now() / DAY))
const ago = (days: number) => nextDate(today, -days)

test.group('Revenue page', () => {
  test('says what the report and the ledger say, in each currency by itself', async ({
    assert,
    client,
  }) => {
    const { account, token } = await billingAccount({ timeZone: 'UTC' })
    const user = await makeUser(account.id)
    const [first] = await book(account, { day: ago(9), amount: 2500, count: 3 })
    await book(account, { day: ago(20), amount: 999, partner: 'brightco' })
    await book(account, { day: ago(20), amount: 5000, currency: 'JPY' })
    await book(account, { day: ago(20), amount: 1234, currency: 'KWD' })
    await book(account, { day: ago(45), amount: 4000 })
    await unbook(first.posting, Date.now() - 4 * DAY)
    while (await sumNextDay(Date.now()));

    const { revenue, proof } = (await getPage(client, '/revenue', user)).inertiaProps as any
    assert.isNull(proof)
    assert.deepEqual(revenue.currencies, ['EUR', 'JPY', 'KWD'])
    assert.containsSubset(revenue.now, { gross: '84.99', reversed: '25.00', net: '59.99' })
    assert.containsSubset(revenue.before, { net: '40.00' })
    assert.deepEqual(
      revenue.splits.partner.lines.map((one: any) => [one.key, one.net, one.before]),
      [
        ['sunco', '50.00', '40.00'],
        ['brightco', '9.99', '0.00'],
      ]
    )
    assert.lengthOf(revenue.series.points, 30)

    const { from, to } = revenue.span
    const api = as(token)
    for (const rows of ['partner', 'profile', 'source', 'day', 'month']) {
      const { body } = await api.get(`/reports/revenue?from=${from}&to=${to}&group_by=${rows}`)
      assert.deepEqual(body.total.net, { amount: '59.99', currency: 'EUR' })
      const file = await client
        .get(`/revenue/export?rows=${rows}&from=${from}&to=${to}`)
        .withGuard('team')
        .loginAs(user)
      const lines = parse(file.text(), { columns: true, bom: true }) as Record<string, string>[]
      assert.deepEqual(
        lines.map((line) => [line.currency, line.net]).sort(),
        body.data.map((line: any) => [line.net.currency, line.net.amount]).sort()
      )
    }
    const yen = (await getPage(client, '/revenue?currency=JPY', user)).inertiaProps as any
    assert.equal(yen.revenue.now.net, '5000')
    const dinar = (await getPage(client, '/revenue?currency=KWD', user)).inertiaProps as any
    assert.equal(dinar.revenue.now.net, '1.234')
    const narrowed = (await getPage(client, '/revenue?partner=brightco', user)).inertiaProps as any
    assert.equal(narrowed.revenue.now.net, '9.99')
  })

  test('the lines behind a figure add up to it, page by page and as a file', async ({
    assert,
    client,
  }) => {
    const { account } = await billingAccount({ timeZone: 'UTC' })
    const user = await makeUser(account.id)
    const sales = await book(account, { day: ago(3), amount: 100, count: 60 })
    await unbook(sales[7].posting)
    const asked = `from=${ago(5)}&to=${today}&partner=sunco`
    const amounts: number[] = []
    for (let cursor = ''; ;) {
      const { data, meta } = (
        await askJson(client, 'get', `/revenue/postings?${asked}${cursor}`, user)
      ).body()
      amounts.push(...data.map((one: any) => Number(one.amount.amount)))
      if (!meta.next_cursor) break
      cursor = `&cursor=${meta.next_cursor}`
    }
    assert.lengthOf(amounts, 61)
    assert.equal(
      amounts.reduce((a, b) => a + b),
      59
    )
    const taken = await askJson(client, 'get', `/revenue/postings?${asked}&reversals=true`, user)
    assert.lengthOf(taken.body().data, 1)
    const file = await client
      .get(`/revenue/export?rows=postings&${asked}`)
      .withGuard('team')
      .loginAs(user)
    assert.lengthOf(parse(file.text(), { columns: true, bom: true }), 61)
    assert.include(file.text(), '"-1.00"')

    const stranger = await makeUser((await billingAccount()).id)
    const none = await askJson(client, 'get', `/revenue/postings?${asked}`, stranger)
    assert.lengthOf(none.body().data, 0)
  })

  test('books are proved by who may bill, and the page says when and what', async ({
    assert,
    client,
  }) => {
    const { account } = await billingAccount({ timeZone: 'UTC' })
    await book(account, { day: ago(3), amount: 100, count: 2 })
    const viewer = await makeUser(account.id, 'viewer')
    const refused = await askJson(client, 'post', '/revenue/proof', viewer, {})
    assert.equal(refused.status(), 403)
    const finance = await makeUser(account.id, 'finance')
    const proved = await askJson(client, 'post', '/revenue/proof', finance, {})
    assert.equal(proved.status(), 200)
    const { proof } = (await getPage(client, '/revenue', viewer)).inertiaProps as any
    assert.deepEqual(proof.faults, [])
    assert.containsSubset(proof.sums, [
      { currency: 'EUR', ledger: '2.00', unbilled: '2.00', reports: '2.00' },
    ])
  }).timeout(60_000)
})
