import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { builtApp } from './support/built_app.js'
import { api } from './support/api.js'
import { applyBlueprint } from './support/apply_blueprint.js'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

/** A market of its own: what other tests sell is not on its invoice. */
const MARKET = {
  sluice: 1,
  account: {
    ...{ country: 'DE', vat_id: 'DE136695976' },
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  },
  entities: [
    {
      ...{ key: 'gutter', name: 'Gutter lead' },
      fields: [{ key: 'email', label: 'E-mail', type: 'email', required: true }],
    },
  ],
  partners: [
    {
      ...{ key: 'zinc', name: 'Zinc', email: 'leads@zinc.example' },
      billing: {
        ...{ legal_name: 'Zinc SARL', street: '1 rue B', postal_code: '75001', city: 'Paris' },
        ...{ country: 'FR', vat_id: 'FR40303265045', vat_id_status: 'valid', type: 'business' },
      },
    },
  ],
  profiles: [
    {
      ...{ key: 'gutters', name: 'Gutters', entity: 'gutter', trigger: 'on_arrival' },
      ...{ price: '30.00', strategy: { use: 'first_match' } },
      assignments: [{ key: 'zinc', partner: 'zinc', delivery: { use: 'portal' } }],
    },
  ],
}

/** A finalized invoice over one sale; resolves with its id. */
async function finalized(): Promise<string> {
  await applyBlueprint(MARKET)
  await postLead({ email: `zoe-${Date.now()}@mail.example` }, 'gutter')
  const day = (offset: number) => new Date(Date.now() + offset).toISOString().slice(0, 10)
  const range = { from: day(-86_400_000), to: day(86_400_000) }
  const { data } = await api('POST', '/invoices/generate', { ...range, partner: 'zinc' })
  await api('POST', `/invoices/${data[0]!.id}/finalize`)
  return data[0]!.id
}

test.group('Files of an invoice', () => {
  test('a file that could not be kept says why, and is made when somebody tries again', async ({
    assert,
  }) => {
    const files = join(builtApp().storage, 'files')
    const [folder, away] = [join(files, 'documents'), join(files, 'documents.away')]
    await mkdir(folder, { recursive: true })
    const { page, watch, close } = await openPage()
    await signIn(page)
    // Something else lies where documents are kept.
    await rename(folder, away)
    await writeFile(folder, '')
    let id: string
    try {
      id = await finalized()
      await page.goto(`${builtApp().url}/invoices/${id}/document`)
      await page.getByRole('heading', { name: 'A file could not be made' }).waitFor()
      await page.getByText(/E_DISK: (ENOTDIR|EEXIST)/).waitFor()
    } finally {
      await rm(folder)
      await rename(away, folder)
    }
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The files are made again.').first().waitFor()
    await page.getByRole('link', { name: /PDF/ }).first().waitFor()
    await page
      .getByRole('heading', { name: 'A file could not be made' })
      .waitFor({ state: 'hidden' })
    const pdf = await page.request.get(`${builtApp().url}/invoices/${id}/files/pdf`)
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
