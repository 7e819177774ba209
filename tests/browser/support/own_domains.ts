import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page, Response } from 'playwright'
import { builtApp } from './built_app.js'

const storage = () => new Database(join(builtApp().storage, 'sluice.sqlite3'))

/** How long the app goes on by the domains it read before. */
const BOOK_MS = 5_500

/** Domains of an account as if their records had been found in the DNS: that is tested by itself, with a DNS of the test's. */
export async function giveDomains(account: string, hosts: Record<string, string>) {
  const db = storage()
  const now = Date.now()
  const { id } = db.prepare('select id from accounts where key = ?').get(account) as { id: string }
  for (const [use, host] of Object.entries(hosts))
    db.prepare(
      `insert into domains (id, account_id, host, use, status, token, created_at, verified_at, checked_at)
       values (?, ?, ?, ?, 'verified', 'token', ?, ?, ?)`
    ).run(`dom_${host}`, id, host, use, now, now, now)
  db.close()
  await new Promise((resolve) => setTimeout(resolve, BOOK_MS))
}

/** The address of a host that leads to the built app. */
export const addressOn = (host: string) => `http://${host}:${new URL(builtApp().url).port}`

interface KeptMail {
  to: string
  subject: string
  text: string
  html: string | null
  headers: string
}

/** Mails an account sent, and those to people who belong to none, oldest first; whole, as they are kept. */
export function mailsOf(accounts: string[], to: string[]): KeptMail[] {
  const db = storage()
  const rows = db
    .prepare(
      `select m.* from mails m left join accounts a on a.id = m.account_id
       where a.key in (${accounts.map(() => '?').join()}) or exists
         (select 1 from json_each(?) one where m."to" like '%' || one.value || '%') order by m.id`
    )
    .all(...accounts, JSON.stringify(to)) as KeptMail[]
  db.close()
  return rows
}

/** The address of the first link of a mail that fits. */
export function linkOf(mail: KeptMail | undefined, fits: RegExp): URL {
  const links = [...`${mail?.text}`.matchAll(/https?:\/\/\S+/g)].map(([link]) => new URL(link))
  const found = links.find(({ pathname }) => fits.test(pathname))
  if (!found) throw new Error(`No link fits ${fits} in ${JSON.stringify(mail)}`)
  return found
}

/** Everything a server said to a page that names something: bodies of documents and answers, headers, titles. */
export function listenFor(page: Page, name: RegExp): () => Promise<string[]> {
  const found: string[] = []
  const reading: Promise<unknown>[] = []
  page.on('response', (answer) => {
    const at = new URL(answer.url()).pathname
    reading.push(
      answer.allHeaders().then((headers) => {
        // The session's own name would be seen by whoever looks at the cookies.
        const told = JSON.stringify(headers)
        if (name.test(told)) found.push(`headers of ${at}: ${around(told, name)}`)
      }),
      bodyOf(answer)
        .then((body) => name.test(body) && found.push(`${at}: ${around(body, name)}`))
        .catch(() => {}) // a redirect has no body
    )
  })
  return async () => {
    const [title, text] = await Promise.all([page.title(), page.locator('body').innerText()])
    for (const said of [title, text])
      if (name.test(said)) found.push(`${page.url()} shows: ${around(said, name)}`)
    await Promise.allSettled(reading.splice(0))
    return found.splice(0)
  }
}

// A stream of events has no end to wait for: bodies that are no document are not asked for.
const bodyOf = async (answer: Response) =>
  /html|json|xml|plain/.test(answer.headers()['content-type'] ?? '') ? await answer.text() : ''

const around = (text: string, name: RegExp) => {
  const at = text.search(name)
  return text.slice(Math.max(0, at - 60), at + 60)
}
