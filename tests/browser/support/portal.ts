import type { Page } from 'playwright'
import { applyBlueprint } from './apply_blueprint.js'
import { openPage, signIn } from './browser.js'
import { api } from './api.js'
import { postThrough } from './own_profile.js'

export const PASSWORD = 'kettle under seven maples'

/** A partner of the test's own with a profile of the same key, at 31.00 a lead; it may give leads back. */
export async function ownPartner(
  key: string,
  portal: object = { accept_reject: true },
  billing: object = {}
) {
  const partner = {
    key,
    name: `Partner ${key}`,
    billing: {
      ...{ legal_name: 'Day One Inc.', street: '1 Main St', postal_code: '90001' },
      ...{ city: 'Los Angeles', country: 'US', type: 'business', payment_days: 14 },
      ...billing,
    },
    portal: { returns: { days: 7, reasons: ['invalid_phone'] }, ...portal },
  }
  const assignment = { key: 'all', partner: key, price: '31.00', delivery: { use: 'portal' } }
  const profile = {
    ...{ key, name: `Profile ${key}`, entity: 'solar', trigger: 'manual' },
    ...{ strategy: { use: 'first_match' }, assignments: [assignment] },
  }
  // Whoever issues an invoice has an address; the same as everywhere in these tests.
  const account = {
    ...{ country: 'DE', vat_id: 'DE136695976' },
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  }
  await applyBlueprint({ account, partners: [partner], profiles: [profile] })
}

/** What the mail to a new person says, read where mails lie that were not sent. */
export async function linkInMail(team: Page, subject: string) {
  await team.goto('/outbox')
  await team.getByText(subject).first().click()
  const mail = team.frameLocator('iframe')
  const link = mail.getByRole('link', { name: 'Accept the invitation' })
  return new URL((await link.getAttribute('href'))!).pathname
}

/** Invites a person on a partner's page; resolves with the address of the invitation. */
export async function invite(team: Page, key: string, email: string): Promise<string> {
  await team.goto(`/partners/${key}/access`)
  const form = team.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill(email)
  await form.getByRole('button', { name: 'Invite' }).click()
  await team.getByText(`The invitation is on its way to ${email}`).first().waitFor()
  return linkInMail(team, `the portal of Partner ${key}`)
}

/** Takes an invitation; the page is signed in then and shows the leads. */
export async function acceptInvitation(page: Page, link: string) {
  await page.goto(link)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await page.waitForURL('**/portal/leads')
}

const WALKER = { key: 'portal-walk', email: 'walker@walk.example' }
let walker: Promise<{ delivery: string; invoice: string }> | null = null

/** One partner with a lead that waits, an invoice over another and one person, for all that walk the pages of the portal. */
const portalWalker = () =>
  (walker ??= (async () => {
    // Only who has a balance has the page of it.
    const balance = { mode: 'credit', limit: '500.00' }
    await ownPartner(WALKER.key, { accept_reject: true }, { balance })
    const lead = await postThrough(WALKER.key, {
      ...{ name: 'Wilma Walker', state: 'CA', monthly_bill: 240, email: 'wilma@walk.example' },
    })
    const team = await openPage()
    await signIn(team.page)
    const link = await invite(team.page, WALKER.key, WALKER.email)
    await team.close()
    const sold = await postThrough(WALKER.key, {
      ...{ name: 'Sam Sold', state: 'CA', monthly_bill: 240, email: 'sam@walk.example' },
    })
    const buyer = await openPage()
    await acceptInvitation(buyer.page, link)
    await buyer.page.goto(`/portal/leads/${sold.distributions[0].deliveries[0].id}`)
    await buyer.page.getByRole('button', { name: 'Accept for' }).click()
    await buyer.page.getByText('The lead is yours.').first().waitFor()
    await buyer.close()
    const invoice = await issueInvoice(WALKER.key)
    return { delivery: lead.distributions[0].deliveries[0].id, invoice: invoice.id }
  })())

/** The portal calls a lead by its delivery. */
export const portalLead = async () => `/portal/leads/${(await portalWalker()).delivery}`

export const portalInvoice = async () => `/portal/invoices/${(await portalWalker()).invoice}`

/** Puts what a partner bought on an invoice and issues it. */
export async function issueInvoice(partner: string): Promise<{ id: string; number: string }> {
  const day = (offset: number) => new Date(Date.now() + offset).toISOString().slice(0, 10)
  const range = { from: day(-86_400_000), to: day(86_400_000) }
  const [{ id }] = (await api('POST', '/invoices/generate', { ...range, partner })).data
  return { id, number: (await api('POST', `/invoices/${id}/finalize`)).number }
}

/** Signs in as a person of a partner. */
export async function signInToPortal(page: Page) {
  await portalWalker()
  await enterPortal(page, WALKER.email)
}

export async function enterPortal(page: Page, email: string) {
  await page.goto('/portal/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/portal/leads')
}
