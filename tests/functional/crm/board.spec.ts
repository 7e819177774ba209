import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { engine } from '#distribution/engine'
import { as } from '#tests/functional/api/call'
import { limitedMate } from '#tests/functional/authorization/limited_world'
import { aLead, boardAccount } from '#tests/functional/crm/board_support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import {
  type TestAccount,
  SMALL_BLUEPRINT,
  makeAccount,
  startEngine,
} from '#tests/helpers/make_account'

interface Column {
  stage: string
  cards: { id: string; stage: string; stage_since: string; status: string }[]
  next_cursor: string | null
  count: { n: number; exact: boolean }
}
const ids = ({ cards }: { cards: { id: string }[] }) => cards.map(({ id }) => id)
const move = (account: TestAccount, id: string, stage: string) =>
  as(account.token).patch(`/leads/${id}`, { stage })

test.group('the board', (group) => {
  group.setup(() => startEngine())

  test('has a column for each stage of a pipeline, who came last on top', async ({
    client,
    assert,
  }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id, 'viewer')
    const [first, second, third, cared] = [
      await aLead(account),
      await aLead(account),
      await aLead(account),
      await aLead(account),
    ]
    await move(account, cared, 'visit')
    await move(account, third, 'lost')
    await move(account, third, 'new')
    await move(account, second, 'lost')
    const props = (await getPage(client, '/leads/board', user)).inertiaProps
    const { columns, ...board } = props.board as { columns: Column[]; effects: object }
    assert.deepInclude(board, { entity: 'solar', pipeline: 'sales', filtered: false })
    assert.deepEqual(
      columns.map(({ stage, count }) => [stage, count.n]),
      [
        ['new', 2],
        ['qualified', 0],
        ['lost', 1],
      ]
    )
    assert.deepEqual(columns.map(ids), [[third, first], [], [second]])
    assert.deepEqual(board.effects, {
      qualified: [{ kind: 'profile', key: 'solar-us', name: 'Solar US' }],
    })
    const care = (await getPage(client, '/leads/board?pipeline=care', user)).inertiaProps.board
    assert.deepEqual(care.columns.map(ids), [[cared]])
  })

  test('a long column comes in pages, each lead once', async ({ client, assert }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const all: string[] = []
    for (let i = 0; i < 70; i++) all.unshift(await aLead(account))
    // Leads of one moment are told apart by their ids.
    await db
      .from('leads')
      .where('account_id', account.id)
      .update({ stage_since: 1_800_000_000_000 })
    const { board } = (await getPage(client, '/leads/board', user)).inertiaProps
    const [column] = board.columns as Column[]
    assert.equal(column.count.n, 70)
    const read = ids(column)
    assert.lengthOf(read, 30)
    for (let cursor = column.next_cursor; cursor;) {
      const query = new URLSearchParams({ entity: 'solar', stage: 'new', cursor })
      const page = await askJson(client, 'get', `/leads/board/column?${query}`, user)
      page.assertStatus(200)
      read.push(...ids(page.body()))
      cursor = page.body().next_cursor
    }
    assert.deepEqual(read, all)
  })

  test('filters as the list does', async ({ client, assert }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const google = await aLead(account, { source: 'google' })
    const gone = await aLead(account, { source: 'google' })
    await aLead(account, { source: 'fair' })
    await move(account, gone, 'lost')
    const filter = 'entity=solar&source=google'
    const { board } = (await getPage(client, `/leads/board?${filter}`, user)).inertiaProps
    assert.isTrue(board.filtered)
    assert.deepEqual(board.columns.map(ids), [[google], [], [gone]])
    assert.deepEqual(board.columns[0].count, { n: 1, exact: true })

    const rule = JSON.stringify({ all: [{ field: 'nope', operator: 'equals', value: 1 }] })
    const wrong = await getPage(client, `/leads/board?${new URLSearchParams({ rule })}`, user)
    assert.isNull(wrong.inertiaProps.board)
    assert.isAbove(wrong.inertiaProps.problems.length, 0)
  })

  test('filters by tag and by whose a lead is, also oneself', async ({ client, assert }) => {
    const account = await boardAccount({ tags: [{ key: 'hot', name: 'Hot' }] })
    const user = await makeUser(account.id)
    const [tagged, own] = [await aLead(account), await aLead(account)]
    await aLead(account)
    await as(account.token).patch(`/leads/${tagged}`, { tags: ['hot'] })
    await as(account.token).patch(`/leads/${own}`, { assignee: user.email })
    const shown = async (filter: string) => {
      const { board } = (await getPage(client, `/leads/board?entity=solar&${filter}`, user))
        .inertiaProps
      assert.isTrue(board.filtered)
      return board.columns.map(ids)
    }
    assert.deepEqual(await shown('tag=hot'), [[tagged], [], []])
    assert.deepEqual(await shown('assignee=me'), [[own], [], []])
    const more = '/leads/board/column?entity=solar&stage=new&assignee=me'
    const column = (await askJson(client, 'get', more, user)).body()
    assert.deepEqual(ids(column), [own])
  })

  test('tells what changed since, and how leads are by now', async ({ client, assert }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const [stays, moves, leaves] = [
      await aLead(account),
      await aLead(account),
      await aLead(account),
    ]
    // All of it long ago, but for what follows.
    await db.from('leads').where('account_id', account.id).update({ stage_since: 1_000 })
    const { board } = (await getPage(client, '/leads/board', user)).inertiaProps
    const news = async (more: Record<string, string> = {}) => {
      const query = new URLSearchParams({ entity: 'solar', since: String(board.at), ...more })
      return (await askJson(client, 'get', `/leads/board/news?${query}`, user)).body()
    }
    assert.deepInclude(await news(), {
      ...{ cards: [], gone: [], more: false },
      counts: { new: 3, qualified: 0, lost: 0 },
    })
    await move(account, moves, 'qualified')
    await engine.waitForLead(account.id, moves, 5_000)
    await move(account, leaves, 'visit')
    await as(account.token).patch(`/leads/${stays}`, { assignee: 'ann@x.example' })
    const told = await news({ ids: stays })
    assert.sameMembers(ids(told), [moves, stays])
    assert.deepEqual(told.gone, [leaves])
    assert.deepEqual(told.counts, { new: 1, qualified: 1, lost: 0 })
    const one = (id: string) => told.cards.find((card: { id: string }) => card.id === id)
    assert.deepInclude(one(moves), { stage: 'qualified', status: 'sold' })
    assert.equal(one(stays).assignee, 'ann@x.example')
    await as(account.token).delete(`/leads/${stays}`)
    assert.include((await news({ ids: stays })).gone, stays)
    assert.deepEqual((await news({ source: 'nobody' })).cards, [])
  })

  test('who only reads moves nothing', async ({ client, assert }) => {
    const account = await boardAccount()
    const viewer = await makeUser(account.id, 'viewer')
    const id = await aLead(account)
    const refused = await askJson(client, 'patch', `/leads/${id}/stage`, viewer, { stage: 'lost' })
    refused.assertStatus(403)
    assert.equal((await as(account.token).get(`/leads/${id}`)).body.stage, 'new')
  })

  test('is of the entities a place is limited to', async ({ assert }) => {
    const [solar] = SMALL_BLUEPRINT.entities
    const account = await boardAccount({
      entities: [solar, { ...solar, key: 'roof', name: 'Roof lead', stages: ['asked'] }],
    })
    await aLead(account)
    const { visitor } = await limitedMate(account.id, 'operator', ['roof'])
    const own = await visitor.json('GET', '/leads/board/news?entity=roof&since=1')
    assert.equal(own.status, 200)
    const hidden = await visitor.json('GET', '/leads/board/column?entity=solar&stage=new')
    assert.equal(hidden.status, 422)
  })

  test('an entity without stages has none', async ({ client, assert }) => {
    const fields = [{ key: 'email', label: 'E-mail', type: 'email' }]
    const entities = [{ key: 'solar', name: 'Solar lead', fields }]
    const account = await makeAccount({ blueprint: { sluice: 1, entities } as never })
    const user = await makeUser(account.id)
    const page = await getPage(client, '/leads/board', user)
    assert.isNull(page.inertiaProps.board)
    assert.deepEqual(page.inertiaProps.choices.entities[0].pipelines, [])
  })

  test('a saved view remembers that it is a board, and of which pipeline', async ({
    client,
    assert,
  }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const wish = { name: 'Care', filter: { entity: 'solar' }, sort: 'newest' }
    const plain = await askJson(client, 'post', '/leads/views', user, wish)
    assert.deepInclude(plain.body(), { layout: 'table', pipeline: null })
    const board = { layout: 'board', pipeline: 'care' }
    const made = await askJson(client, 'post', '/leads/views', user, { ...wish, ...board })
    made.assertStatus(201)
    assert.deepInclude(made.body(), board)
    const { views } = (await getPage(client, '/leads/board', user)).inertiaProps
    assert.deepInclude(views[1], board)
  })
})
