import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { becomes, openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'

/** A profile of its own, as its page stores it. */
async function makeProfile(page: Page, key: string, form: object = {}) {
  const body = {
    key,
    name: `Route ${key}`,
    entity: 'solar',
    trigger: 'manual',
    price: '20.00',
    ...form,
  }
  const status = await page.evaluate(`fetch('/profiles', {
    method: 'POST',
    headers: {
      'accept': 'application/json',
      'content-type': 'application/json',
      'x-xsrf-token': decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)[1]),
    },
    body: ${JSON.stringify(JSON.stringify(body))},
  }).then(({ status }) => status)`)
  if (status !== 201) throw new Error(`the profile was not made: ${String(status)}`)
}

const open = async (page: Page, key: string) => {
  await page.goto(`/profiles/${key}/route`)
  await page.getByRole('region', { name: 'Drawing of the route' }).waitFor()
}
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)
const wires = async (page: Page): Promise<string[]> =>
  (
    await page
      .locator('[data-wire] title')
      .evaluateAll((titles) => titles.map((one) => one.textContent ?? ''))
  ).sort()
const pick = (page: Page) => page.getByRole('dialog')

async function choose(page: Page, words: string) {
  await pick(page).getByRole('combobox').fill(words)
  await page.keyboard.press('Enter')
  await pick(page).waitFor({ state: 'detached' })
}

/** Presses at the middle of one thing, lets go at another. */
async function drag(page: Page, from: string, to: { x: number; y: number } | string) {
  const middle = async (selector: string) => {
    const box = (await page.locator(selector).boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const start = await middle(from)
  const end = typeof to === 'string' ? await middle(to) : { x: start.x + to.x, y: start.y + to.y }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
  await page.mouse.move(end.x, end.y, { steps: 4 })
  await page.mouse.up()
}

const save = async (page: Page) => {
  await page.keyboard.press('Control+s')
  await page.locator('[data-slot="title"]').filter({ hasText: 'Draft saved.' }).first().waitFor()
}
/** Everything that is drawn, with where it stands. */
const drawn = (page: Page): Promise<string[]> =>
  page
    .locator('.vue-flow__node')
    .evaluateAll((nodes) =>
      nodes
        .map(
          (node) =>
            `${node.getAttribute('data-id')} ${node.getAttribute('style')?.match(/translate\([^)]*\)/)?.[0] ?? ''} ${node.querySelector('.name')?.textContent ?? ''}`
        )
        .sort()
    )
const state = async (page: Page) => [...(await drawn(page)), ...(await wires(page))]

async function post(profile: string, values: object) {
  const { url, token } = builtApp()
  const answer = await fetch(`${url}/api/v1/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify({ entity: 'solar', values, profile }),
  })
  return (await answer.json()) as {
    status: string
    distributions: { path: { node: string; port: string | null }[] }[]
  }
}

test.group('Drawing a route', () => {
  test('from nothing with the mouse, published, and a lead goes that way', async ({ assert }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)
    await makeProfile(page, 'by-mouse')
    await open(page, 'by-mouse')
    await page.getByText('Where should a lead go?').waitFor()
    await page.getByRole('button', { name: /^Ask something first/ }).click()
    await card(page, 'condition').waitFor()
    assert.deepEqual(await wires(page), ['Start · on → Condition'])
    // What is missing is told at once, at the node and in the panel.
    await card(page, 'condition').locator('.problems').waitFor()

    // A type is dragged from the palette; then a way is led to it.
    const canvas = page.locator('.canvas')
    await page
      .getByRole('button', { name: 'Add Stop' })
      .dragTo(canvas, { targetPosition: { x: 420, y: 120 } })
    await card(page, 'stop').waitFor()
    await drag(page, '[data-card=condition] [data-port=yes]', '[data-card=stop]')
    await becomes(assert, () => wires(page), ['Condition · yes → Stop', 'Start · on → Condition'])
    // Let go over nothing it asks what shall stand there.
    await drag(page, '[data-card=condition] [data-port=no]', { x: -100, y: 140 })
    await choose(page, 'stop')
    await card(page, 'stop_2').waitFor()
    assert.include(await wires(page), 'Condition · no → Stop 2')
    await page.getByRole('tabpanel').getByLabel('Reason').fill('not from here')

    // Onto a wire: what was there goes on behind it.
    await page.locator('[data-wire="condition:no"] .hit').hover({ force: true })
    await page.locator('[data-wire="condition:no"] .plus').click({ force: true })
    await choose(page, 'schedule')
    assert.includeMembers(await wires(page), [
      'Condition · no → Schedule',
      'Schedule · open → Stop 2',
    ])
    await page.getByRole('button', { name: 'Show all of it' }).click()
    await drag(page, '[data-card=schedule] [data-port=closed]', '[data-card=stop]')
    await becomes(
      assert,
      async () => (await wires(page)).includes('Schedule · closed → Stop'),
      true
    )
    // A ring is refused with a sentence.
    await page.getByRole('button', { name: 'Show all of it' }).click()
    await drag(page, '[data-card=schedule] [data-port=closed]', '[data-card=condition]')
    await page
      .getByRole('status')
      .filter({ hasText: 'a lead would go round for ever' })
      .first()
      .waitFor()
    assert.notInclude(await wires(page), 'Schedule · closed → Condition')

    await save(page)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('· version 1 is live').waitFor()
    const lead = await post('by-mouse', { email: 'mouse@mail.example', state: 'CA' })
    assert.equal(lead.status, 'unsold')
    assert.deepEqual(
      lead.distributions[0].path.map(({ node, port }) => [node, port]),
      [
        ['condition', 'yes'],
        ['stop', null],
      ]
    )
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('the same by keyboard alone; every kind of edit is taken back in one step', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)
    await makeProfile(page, 'by-keys')
    await open(page, 'by-keys')
    const press = (key: string) => page.keyboard.press(key)
    const edit = async (what: string, run: () => Promise<unknown>) => {
      const before = await state(page)
      await run()
      await becomes(
        assert,
        async () => JSON.stringify(await state(page)) !== JSON.stringify(before),
        true
      )
      const after = await state(page)
      await press('Control+z')
      await becomes(assert, () => state(page), before)
      await press('Control+y')
      await becomes(assert, () => state(page), after)
      assert.isOk(what)
    }

    await edit('add the first', async () => {
      await press('n')
      await choose(page, 'condition')
    })
    await edit('add behind the first open way', async () => {
      await card(page, 'condition').click()
      await press('n')
      await choose(page, 'offer')
    })
    await press('ArrowLeft')
    await becomes(assert, () => card(page, 'condition').getAttribute('aria-current'), 'true')
    await edit('add behind the other', async () => {
      await press('c')
      await choose(page, 'stop')
    })
    await press('ArrowLeft')
    await press('ArrowRight')
    await becomes(assert, () => card(page, 'offer').getAttribute('aria-current'), 'true')
    await edit('lead a way to a node there is', async () => {
      await press('c')
      await pick(page).getByRole('radio', { name: 'unsold', exact: true }).click()
      await pick(page).getByRole('combobox').fill('stop')
      // The type itself comes first, the node there is after it.
      await press('ArrowDown')
      await press('Enter')
      await pick(page).waitFor({ state: 'detached' })
    })
    await card(page, 'offer').click()
    await edit('move', () => press('Alt+Shift+ArrowDown'))
    await edit('duplicate', () => press('Control+d'))
    await edit('delete', () => press('Delete'))
    await edit('lay out anew', async () => {
      await press('t')
    })
    await press('Escape')
    await edit('a note', async () => {
      await press('m')
      await page.getByRole('textbox', { name: 'Text of the note' }).waitFor()
      await press('Escape')
    })
    assert.includeMembers(await wires(page), ['Condition · no → Stop', 'Condition · yes → Offer'])
    await press('?')
    const help = page.getByRole('dialog', { name: 'Keys of the canvas' })
    await help.waitFor()
    await press('Escape')
    await help.waitFor({ state: 'detached' })
    await save(page)
    const kept = await state(page)
    await page.reload()
    await becomes(assert, async () => (await state(page)).length, kept.length)
    assert.deepEqual(await state(page), kept)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('nodes go from one route into another with the wires among them', async ({ assert }) => {
    const { page, close } = await openPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)
    await makeProfile(page, 'copy-from')
    await makeProfile(page, 'copy-to')
    await open(page, 'copy-from')
    await page.keyboard.press('n')
    await choose(page, 'condition')
    await page.keyboard.press('n')
    await choose(page, 'stop')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    await page.getByRole('status').filter({ hasText: '2 nodes copied' }).first().waitFor()
    await save(page)
    await open(page, 'copy-to')
    await page.keyboard.press('Control+v')
    await card(page, 'condition').waitFor()
    await page.keyboard.press('Control+v')
    await card(page, 'condition_2').waitFor()
    assert.includeMembers(await wires(page), [
      'Condition · yes → Stop',
      'Condition 2 · yes → Stop 2',
    ])
    await close()
  })

  test('two people at one route: the second chooses, and what was theirs can be had back', async ({
    assert,
  }) => {
    const [first, second] = [await openPage(), await openPage()]
    await signIn(first.page)
    await makeProfile(first.page, 'two-people')
    await open(first.page, 'two-people')
    await signIn(second.page)
    await open(second.page, 'two-people')
    const add = async (page: Page, type: string) => {
      await page.keyboard.press('n')
      await choose(page, type)
    }
    await add(first.page, 'offer')
    await save(first.page)
    await add(second.page, 'stop')
    await second.page.keyboard.press('Control+s')
    const dialog = second.page.getByRole('dialog', { name: 'Somebody else saved meanwhile' })
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    await dialog.waitFor({ state: 'detached' })
    await card(second.page, 'offer').waitFor()
    assert.equal(await card(second.page, 'stop').count(), 0)
    await second.page.keyboard.press('Control+z')
    await card(second.page, 'stop').waitFor()
    await first.close()
    await second.close()
  })

  test('a reload in the middle loses nothing; a broken route is kept and cannot be published', async ({
    assert,
  }) => {
    const { page, close } = await openPage()
    await signIn(page)
    await makeProfile(page, 'reloaded')
    await open(page, 'reloaded')
    await page.keyboard.press('n')
    await choose(page, 'condition')
    page.on('dialog', (asked) => void asked.accept())
    await page.reload()
    await card(page, 'condition').waitFor()
    await save(page)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
    await dialog.getByText('Leads nowhere yet').first().waitFor()
    assert.isTrue(await dialog.getByRole('button', { name: 'Publish' }).isDisabled())
    await close()
  })

  test('the list says the same and does the same, on a phone at once', async ({ assert }) => {
    const { page, watch, close } = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    await makeProfile(page, 'listed')
    await page.goto('/profiles/listed/route')
    await page.getByRole('button', { name: 'Add the first node' }).click()
    await choose(page, 'condition')
    await page.getByRole('button', { name: 'Close the panel' }).click()
    await page.getByRole('heading', { level: 3, name: 'Condition' }).waitFor()
    await page.getByRole('button', { name: 'Actions for “yes” of Condition' }).click()
    await page.getByRole('menuitem', { name: 'Add a node' }).click()
    await choose(page, 'stop')
    await page.getByRole('button', { name: 'Close the panel' }).click()
    await page.getByRole('heading', { level: 4, name: 'Stop' }).waitFor()
    await page.getByRole('button', { name: 'Actions for Stop' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 4, name: 'Stop' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByRole('heading', { level: 4, name: 'Stop' }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
