import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { Locale } from '#shared/locales'
import { openPage } from '../browser.js'
import { csvOf, uploadFile } from '../imports.js'
import { acceptInvitation, linkInMail } from '../portal.js'
import type { DemoApp } from './demo_app.js'

/** Addresses of what was made for the pictures. */
export interface Prepared {
  lead: string
  backtest: string
  import: string
  source: string
  posting: Record<Locale, string>
  invoice: string
}

/** A request of the page that is open, as the page itself makes them. */
async function ask(page: Page, method: string, path: string, body: object): Promise<any> {
  return page.evaluate(`fetch('${path}', {
    method: '${method}',
    headers: {
      'accept': 'application/json',
      'content-type': 'application/json',
      'x-xsrf-token': decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)[1]),
    },
    body: ${JSON.stringify(JSON.stringify(body))},
  }).then(async (answer) => {
    const text = await answer.text()
    if (!answer.ok) throw new Error('${method} ${path}: ' + answer.status + ' ' + text)
    return text ? JSON.parse(text) : null
  })`)
}

/** Adds to the demo what its guides show and nobody has made in it yet. */
export async function prepare(app: DemoApp, page: Page): Promise<Prepared> {
  const { api } = app
  // Under the name of the demo's company: pictures are seen by readers of every brand.
  await ask(page, 'PUT', '/settings/brand', { name: 'Bright Leads' })
  for (const [email, role] of [
    ['lena.hoffmann@bright-leads.example', 'operator'],
    ['buchhaltung@bright-leads.example', 'finance'],
  ])
    await ask(page, 'POST', '/settings/team/invitations', { email, role })
  await ask(page, 'POST', '/settings/domains', { host: 'leads.bright-leads.example', use: 'app' })
  await ask(page, 'POST', '/privacy/requests', {
    ...{ kind: 'access', email: 'jana.brandt@post.example' },
  })
  await ask(page, 'POST', '/forms', {
    ...{ key: 'solar-quote', name: 'Solar quote', entity: 'solar', start: 'quote' },
  })
  await ask(page, 'POST', '/forms/solar-quote/publish', {})
  await ask(page, 'POST', '/forms', {
    ...{ key: 'call-me', name: 'Call me back', entity: 'insurance', start: 'callback' },
  })
  const posting = {} as Prepared['posting']
  for (const [key, name, language] of [
    ['google-ads', 'Google Ads', 'de'],
    ['harbour-media', 'Harbour Media', 'en'],
  ] as const) {
    const source = { key, name, entity: 'solar', posting: { public: true, language } }
    const { posting_url: url } = await api('POST', '/sources', source)
    posting[language] = new URL(url).pathname
  }
  await ask(page, 'POST', '/sources/harbour-media/tokens', { name: 'Landing pages' })
  await ask(page, 'POST', '/endpoints', {
    ...{ key: 'radio', name: 'Radio campaign', plugin: 'leadflip', entity: 'solar' },
    source: 'radio',
  })
  await allSold(app)
  return {
    lead: await soldLead(app),
    backtest: await finishedBacktest(app),
    import: await mappedImport(page),
    source: '/sources/harbour-media',
    posting,
    invoice: await issuedInvoice(app),
  }
}

/** Resolves when the leads of today have found their partners, or after a minute. */
async function allSold({ api }: DemoApp) {
  for (let tries = 0; tries < 60; tries++) {
    const { data } = await api('GET', '/leads?status=distributing&limit=30')
    if (data.length < 15) return
    await pause(1000)
  }
}

/** A solar lead that was sold after others were asked: its story has most to tell. */
async function soldLead({ api }: DemoApp): Promise<string> {
  for (let tries = 0; tries < 60; tries++) {
    const { data } = await api('GET', '/leads?status=sold&entity=solar&limit=100')
    const told = data.find(
      ({ distributions }: any) => (distributions?.[0]?.deliveries?.length ?? 0) > 1
    )
    if (told) return `/leads/${told.id}`
    await pause(1000)
  }
  throw new Error('No lead of the demo was sold to the second partner')
}

async function finishedBacktest({ api }: DemoApp): Promise<string> {
  const day = 86_400_000
  const { assignments } = await api('GET', '/profiles/solar-germany')
  const [first, second, ...rest] = assignments
  let test = await api('POST', '/profiles/solar-germany/backtest', {
    from: new Date(Date.now() - 8 * day).toISOString(),
    to: new Date().toISOString(),
    route: { assignments: [{ ...second, priority: 1 }, { ...first, priority: 2 }, ...rest] },
  })
  for (let tries = 0; test.status !== 'done' && tries < 60; tries++) {
    await pause(1000)
    test = await api('GET', `/backtests/${test.id}`)
  }
  return `/profiles/solar-germany/backtest/${test.id}`
}

async function mappedImport(page: Page): Promise<string> {
  const rows = [
    ['Vorname', 'Nachname', 'E-Mail', 'Telefon', 'PLZ', 'Ort', 'Stromrechnung'],
    ['Jana', 'Brandt', 'jana.brandt@post.example', '0170 5551201', '80331', 'München', '140'],
    ['Timo', 'Vogel', 'timo.vogel@post.example', '0170 5551202', '50667', 'Köln', '95'],
    ['Rosa', 'Lindner', 'rosa.lindner(at)post.example', '0170 5551203', '20095', 'Hamburg', '210'],
    ['Emil', 'Krause', 'emil.krause@post.example', '0170 5551204', '04109', 'Leipzig', '120'],
  ]
  await uploadFile(page, 'messe-november.csv', csvOf(rows))
  return new URL(page.url()).pathname
}

async function issuedInvoice({ api }: DemoApp): Promise<string> {
  const { data } = await api('GET', '/invoices?limit=50')
  const issued = data.find(({ number }: any) => /^INV/.test(number ?? ''))
  if (!issued) throw new Error('The demo has no issued invoice')
  return `/invoices/${issued.id}`
}

/** Somebody of the partner that decides in the portal, signed in. */
export async function openPortal(team: Page, url: string, size: { width: number; height: number }) {
  const email = 'buero@solarhandwerk-krueger.example'
  await team.goto('/partners/krueger/access')
  await ask(team, 'POST', '/partners/krueger/people', { email, role: 'owner' })
  await pause(1500)
  const link = await linkInMail(team, 'the portal of Solarhandwerk Krüger')
  const opened = await openPage({ baseURL: url, viewport: size })
  await acceptInvitation(opened.page, link)
  return opened
}
