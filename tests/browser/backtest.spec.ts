import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openPage } from './support/browser.js'
import { builtApp } from './support/built_app.js'

const mail = (to: string) => ({ use: 'email', to, subject: 'Lead', text: '{{ lead.email }}' })
const ROOFS = {
  key: 'roofs',
  name: 'Roofs',
  entity: 'roof',
  trigger: 'on_arrival',
  price: '10.00',
  strategy: { use: 'first_match' },
  assignments: [
    { key: 'tile', partner: 'tile', priority: 1, price: '20.00', delivery: mail('a@tile.example') },
    { key: 'slate', partner: 'slate', priority: 2, delivery: mail('b@slate.example') },
  ],
}

/** An account of its own with two partners, and leads that all went to the first of them. */
async function accountWithLeads(leads: number) {
  const { ace, url } = builtApp()
  const email = 'back@sluice.example'
  const made = await ace(
    ...['account:create', 'back', '--name', 'Back Leads', '--owner', email],
    ...['--currency', 'USD', '--time-zone', 'UTC']
  )
  const folder = await mkdtemp(join(tmpdir(), 'sluice-back-'))
  const file = join(folder, 'blueprint.json')
  const blueprint = {
    sluice: 1,
    entities: [
      {
        key: 'roof',
        name: 'Roof lead',
        fields: [
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'email', label: 'E-mail', type: 'email', required: true },
        ],
      },
    ],
    partners: [
      { key: 'tile', name: 'Tile & Sons', time_zone: 'UTC' },
      { key: 'slate', name: 'Slate Ltd', time_zone: 'UTC' },
    ],
    profiles: [ROOFS],
  }
  await writeFile(file, JSON.stringify(blueprint))
  await ace('blueprint:apply', file, '--account', 'back')
  const token = await ace('token:create', '--account', 'back', '--ability', 'leads:write')
  for (let n = 1; n <= leads; n++) {
    const answer = await fetch(`${url}/api/v1/leads`, {
      method: 'POST',
      headers: {
        'authorization': `Bearer ${token.trim()}`,
        'content-type': 'application/json',
        'prefer': 'wait=10',
      },
      body: JSON.stringify({
        entity: 'roof',
        values: { name: `Rita Roof ${n}`, email: `r${n}@mail.example` },
      }),
    })
    if (answer.status !== 201) throw new Error(await answer.text())
  }
  return { email, password: /Password\s+(\S+)/.exec(made)![1] }
}

async function signInAs(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

/** Saves a draft as the pages do. */
const saveDraft = (page: Page, form: object) =>
  page.evaluate(`(async () => {
    const answer = await fetch('/profiles/roofs/draft', {
      method: 'PATCH',
      headers: {
        'accept': 'application/json',
        'content-type': 'application/json',
        'x-xsrf-token': decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)[1]),
      },
      body: ${JSON.stringify(JSON.stringify(form))},
    })
    if (!answer.ok) throw new Error(await answer.text())
  })()`)

test.group('Backtest', () => {
  test('a draft is tested on past leads: the difference, a lead both ways, the file, and one stopped', async ({
    assert,
  }) => {
    const account = await accountWithLeads(12)
    const { page, watch, close } = await openPage({ acceptDownloads: true })
    await signInAs(page, account)
    await page.goto('/profiles/roofs/backtest')
    await page.getByText('No backtest yet').waitFor()

    const [tile, slate] = ROOFS.assignments
    await saveDraft(page, {
      ...ROOFS,
      assignments: [
        { ...tile, caps: { day: 5 } },
        { ...slate, price: '12.00' },
      ],
    })
    await page.reload()
    await page.getByLabel('Test').getByText('Draft, saved').waitFor()
    await page.getByText('Last 30 days').click()
    await page.getByRole('button', { name: 'Run backtest' }).click()

    await page.getByRole('heading', { name: '$56.00 less revenue, as many leads sold' }).waitFor()
    const partners = page.getByRole('region', { name: 'By partner' }).first()
    const row = (name: string) => partners.getByRole('row', { name })
    assert.match((await row('Tile & Sons').textContent())!, /12.*5.*−7.*\$240.00.*\$100.00/)
    assert.match((await row('Slate Ltd').textContent())!, /0.*7.*\+7.*\$84.00/)
    await row('Tile & Sons').getByText('full for 7 offers').waitFor()
    await page
      .getByText('5 of 12 sales of the draft: the partner answered for this very lead before')
      .waitFor()
    await page.getByText('7: the partner never answered anything').waitFor()

    const leads = page.getByRole('region', { name: 'Leads that change partner' })
    await leads.getByRole('button', { name: 'Moved 7' }).click()
    await leads.getByText('Tile & Sons’s cap a day is full in the draft').first().waitFor()
    await leads.getByText('Rita Roof 6').click()
    const panel = page.getByRole('dialog', { name: 'Rita Roof 6' })
    const live = panel.getByRole('region', { name: 'What happened' })
    const draft = panel.getByRole('region', { name: 'What the draft does' })
    await live.getByText('bought').waitFor()
    assert.match((await live.locator('li').allTextContents()).join(), /Tile & Sons\$20.00bought/)
    await draft.getByText('cap full: 5 of 5 a day').waitFor()
    await draft.getByText('bought: no answers known').waitFor()
    await page.keyboard.press('Escape')

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      leads.getByRole('link', { name: 'Download CSV' }).click(),
    ])
    const lines = (await readFile((await download.path())!, 'utf8')).trim().split('\r\n')
    assert.lengthOf(lines, 8)
    assert.match(
      lines[1],
      /"moved","tile","slate","20.00","12.00","USD","draft, tile: its cap is full/
    )

    // Left, and found again.
    await page.getByRole('link', { name: 'All backtests' }).click()
    await page.getByRole('table', { name: 'Earlier backtests' }).getByText('Draft').click()
    await page.getByRole('heading', { name: '$56.00 less revenue' }).waitFor()

    // A script that takes its time: there is something to stop.
    const slow = `export default (lead) => { for (let i = 0; i < 3e8; i++); return lead }`
    const { strategy, ...rest } = ROOFS
    await saveDraft(page, {
      ...rest,
      route: {
        start: 'slow',
        nodes: {
          slow: { type: 'transform', code: slow, ports: { out: 'offer' } },
          offer: { type: 'offer', strategy },
        },
      },
    })
    await page.goto('/profiles/roofs/backtest')
    await page.getByRole('button', { name: 'Run backtest' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('This backtest was stopped').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
