import { randomBytes } from 'node:crypto'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { addNote } from '#crm/notes/write_notes'
import { addTask, changeTask } from '#crm/tasks/write_tasks'
import { changeLead } from '#intake/change_lead'
import { newId } from '#shared/ids'
import { DAY, dateText, localDay } from '#shared/local_time'
import { store } from '#store/store'

/** The people beside the owner. Nobody knows their passwords. */
export const DEMO_MATES = [
  { email: 'jana.weiss@bright-leads.example', name: 'Jana Weiß' },
  { email: 'tom.hughes@bright-leads.example', name: 'Tom Hughes' },
] as const

type Who = 'jana' | 'tom' | 'owner'

/** What is done with one of the leads, in this order; `due` in days from today. */
interface Piece {
  assignee?: Who
  notes?: { by: Who; text: string; to?: Who }[]
  tasks?: { by: Who; for: Who; title: string; due?: number; time?: string; done?: true }[]
}

const PIECES: Piece[] = [
  {
    assignee: 'owner',
    notes: [
      {
        by: 'jana',
        text: 'Rückruf am Nachmittag gewünscht. Dach ist von 2019, Speicher nur, wenn es sich rechnet.',
      },
      {
        by: 'tom',
        text: 'Asked for two offers. @owner@bright-leads.example can you check the price with Sonnendach?\nTheir list: https://example.org/prices',
        to: 'owner',
      },
    ],
    tasks: [
      {
        by: 'tom',
        for: 'owner',
        title: 'Angebote vergleichen und zurückrufen',
        due: 0,
        time: '16:30',
      },
      { by: 'jana', for: 'jana', title: 'Dachplan anfordern', due: -3, done: true },
    ],
  },
  {
    assignee: 'jana',
    notes: [{ by: 'jana', text: 'Nicht erreicht, Mailbox besprochen.' }],
    tasks: [{ by: 'jana', for: 'owner', title: 'Noch einmal anrufen', due: -2 }],
  },
  {
    assignee: 'tom',
    notes: [{ by: 'tom', text: 'Speaks English only. Wants a quote by e-mail, not by phone.' }],
    tasks: [{ by: 'tom', for: 'tom', title: 'Send the quote by e-mail', due: 1, time: '10:00' }],
  },
  {
    assignee: 'owner',
    tasks: [{ by: 'owner', for: 'owner', title: 'Ask for a photo of the roof', due: 1 }],
  },
  {
    assignee: 'jana',
    notes: [
      {
        by: 'owner',
        text: '@Jana Weiß übernimmst du? Die Kundin kennt dich vom letzten Jahr.',
        to: 'jana',
      },
      { by: 'jana', text: 'Ja, mache ich morgen früh.' },
    ],
    tasks: [{ by: 'owner', for: 'jana', title: 'Termin vor Ort vereinbaren', due: 4 }],
  },
  { tasks: [{ by: 'owner', for: 'owner', title: 'Unterlagen für die Finanzierung prüfen' }] },
  {
    assignee: 'tom',
    notes: [{ by: 'tom', text: 'Partner says the number is wrong; second number works.' }],
  },
  { assignee: 'jana' },
]

/** Lets the people of the demo work on some of its leads, the newest first. */
export async function loadWork(
  { id: accountId, timeZone: zone }: { id: string; timeZone: string },
  ownerEmail: string,
  now: number
): Promise<void> {
  const [jana, tom] = await Promise.all(DEMO_MATES.map((mate) => makeMate(accountId, mate, now)))
  const owner = await User.findByOrFail('email', ownerEmail)
  const people: Record<Who, User> = { jana, tom, owner }
  const workerOf = (who: Who) => ({
    ...{ accountId, actor: `user:${people[who].email}`, userId: people[who].id, zone },
  })
  const leads = await store.all(
    'select id from leads where account_id = ? order by id desc limit ?',
    [accountId, PIECES.length]
  )
  for (const [n, { id }] of leads.entries()) {
    const lead = id as string
    const { assignee, notes = [], tasks = [] } = PIECES[n]
    if (assignee)
      await changeLead(
        accountId,
        lead,
        { assignee: people[assignee].email },
        workerOf('owner').actor
      )
    for (const { by, text, to } of notes)
      await addNote(workerOf(by), lead, { text, mentions: to ? [people[to].email] : [] }, now)
    for (const { by, for: whose, title, due, time, done } of tasks) {
      const day = due === undefined ? null : dateText(localDay(zone, now + due * DAY))
      const wish = {
        title,
        due: day && time ? `${day}T${time}` : day,
        assignee: people[whose].email,
      }
      const task = await addTask(workerOf(by), lead, wish, now)
      if (done) await changeTask(workerOf(whose), task, { done }, now)
    }
  }
}

async function makeMate(
  accountId: string,
  { email, name }: (typeof DEMO_MATES)[number],
  now: number
): Promise<User> {
  const known = await User.findBy('email', email)
  const user =
    known ??
    (await User.create({
      ...{ id: newId('usr', now), email, name, settings: {}, createdAt: now, updatedAt: now },
      password: randomBytes(18).toString('base64url'),
    }))
  const place = { accountId, userId: user.id }
  const there = await Membership.findBy({ account_id: accountId, user_id: user.id })
  if (!there)
    await Membership.create({ id: newId('mem', now), ...place, role: 'operator', createdAt: now })
  return user
}
